"""The register of personal data: what is kept, what for, on which ground and how long.

The page on personal data shows it; a test compares `fields` with the models, so a new field
about a person cannot be added without a line here.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Processing:
    """One use of personal data. `fields` are named `app.Model.field`."""

    purpose: Any
    people: Any
    data: Any
    ground: Any
    kept: Any
    seen_by: Any
    fields: tuple[str, ...] = ()


PUBLIC_TASK = _("Task carried out in the public interest (article 6, 1, e of the GDPR)")

REGISTER: tuple[Processing, ...] = (
    Processing(
        purpose=_("Accounts and signing in"),
        people=_("People who have an account"),
        data=_(
            "E-mail address, name if given, language, password in a form that cannot be read back, "
            "second factor if the person turns it on, dates of joining and of the last sign-in"
        ),
        ground=PUBLIC_TASK,
        kept=_("As long as the account exists; a session ends after 12 hours at most"),
        seen_by=_("The person, and the technicians of the host"),
        fields=(
            "accounts.User.id",
            "accounts.User.email",
            "accounts.User.name",
            "accounts.User.language",
            "accounts.User.password",
            "accounts.User.last_login",
            "accounts.User.is_active",
            "accounts.User.joined_at",
            "account.EmailAddress.email",
            "account.EmailAddress.user",
            "mfa.Authenticator.user",
        ),
    ),
    Processing(
        purpose=_("Saying who holds which seat, and giving rights accordingly"),
        people=_("Seat holders, deputies, partners, facilitators, coaches, the national team"),
        data=_(
            "Name, function, organisation, first, last and expected last day, reason for the end of "
            "a mandate; what a seat's holder has promised to whom, and the letter to the successor"
        ),
        ground=PUBLIC_TASK,
        kept=_(
            "As long as the site's history is kept: who held a seat stays known after the mandate"
        ),
        seen_by=_(
            "Everybody, for the seats and the partners of a public site; the people of the site, "
            "for promises and for the addresses of those who work there; the triad, who leaves and "
            "who takes a seat, for letters to a successor"
        ),
        fields=(
            "governance.Mandate.person",
            "governance.Membership.person",
            "governance.Membership.given_by",
            "governance.Commitment.made_by",
            "governance.HandoverLetter.by",
            "governance.Succession.by",
            "governance.Succession.taken_back_by",
        ),
    ),
    Processing(
        purpose=_("Inviting somebody to a seat or as a partner"),
        people=_("People who are invited"),
        data=_("E-mail address, the place offered, who invited, whether it was accepted"),
        ground=PUBLIC_TASK,
        kept=_("The link works for 14 days; the invitation is kept with the site's history"),
        seen_by=_("The seat holders of the site and the national team"),
        fields=(
            "governance.Invitation.email",
            "governance.Invitation.invited_by",
            "governance.Invitation.accepted_by",
        ),
    ),
    Processing(
        purpose=_("Keeping the views of the national board that somebody saves"),
        people=_("The national team"),
        data=_("The name of the view, its conditions, whether it is shared"),
        ground=PUBLIC_TASK,
        kept=_("Until its owner removes it; it can be put back for seven days, then it is deleted"),
        seen_by=_("Its owner; the national team where it is shared"),
        fields=("overview.SavedView.owner",),
    ),
    Processing(
        purpose=_("Keeping what somebody is writing and has not saved"),
        people=_("The seat holders of a site and their deputies"),
        data=_("The words typed so far, when, and in which passage"),
        ground=PUBLIC_TASK,
        kept=_("Until they are saved or thrown away; two months at most"),
        seen_by=_(
            "Who typed them, alone; the others of the triad see only that somebody is writing"
        ),
        fields=("agenda.Draft.by", "measurement.CurveDraft.by"),
    ),
    Processing(
        purpose=_("Keeping a text that somebody is bringing into the common agenda"),
        people=_("The seat holders of a site and their deputies"),
        data=_("The paragraphs read in the file, its name, the choices made so far"),
        ground=PUBLIC_TASK,
        kept=_("Until it is brought in or thrown away; thirty days at most. The file is not kept"),
        seen_by=_("Who brings it, alone"),
        fields=("agenda.Bringing.by",),
    ),
    Processing(
        purpose=_("Keeping a trace of who changed what on shared content"),
        people=_("Everybody who acts on the portal"),
        data=_("Name shown at that time, action, date and what changed"),
        ground=PUBLIC_TASK,
        kept=_("As long as the site's history is kept; an entry is never changed or removed"),
        seen_by=_("Everybody for public actions, people with a role at the site for the others"),
        fields=(
            "journal.Entry.by_id",
            "journal.Entry.by_name",
            "sites.FormerCode.by",
            "sites.Lineage.by",
            "sites.StageChange.by",
            "sites.Talk.by",
            "agenda.ActivityChange.by",
            "agenda.ActivityLink.by",
            "agenda.ActivityMove.by",
            "agenda.ActivityNote.by",
            "agenda.Act.by",
            "agenda.Outcome.by",
            "agenda.Wording.edited_by",
            "agenda.WordingHistory.by",
            "agenda.Translation.by",
            "measurement.CurveReview.by_name",
            "measurement.Lesson.by_name",
            "measurement.Definition.written_by",
            "measurement.Dispute.answered_by",
            "measurement.LockException.given_by",
            "measurement.Measurement.entered_by",
            "measurement.PlanChange.by_name",
            "measurement.ReturnToResidents.by_name",
            "measurement.SeriesBreak.by",
            "measurement.Target.set_by",
            "measurement.Validation.by",
            "measurement.Validation.by_name",
            "measurement.ValueImport.asked_by",
            "measurement.ValueImport.by",
            "measurement.ValueImport.by_name",
            "measurement.ValueImport.reverted_by",
            "measurement.ValueImport.reverted_name",
            "measurement.Window.set_by",
            "partnership.GrantAmount.entered_by",
            "partnership.PartnerPaste.by",
            "partnership.SupportDay.coach",
            "reports.Edition.asked_by",
            "reports.Certificate.asked_by",
            "reports.HandoverPaper.asked_by",
            "reports.AnswersPaper.asked_by",
            "reports.ProfilePaper.asked_by",
        ),
    ),
    Processing(
        purpose=_("Answering those who contest a figure"),
        people=_("Anybody who contests a figure of a site"),
        data=_(
            "A name or pseudonym, what is contested and why, the answer; an e-mail address if one "
            "is given"
        ),
        ground=PUBLIC_TASK,
        kept=_("As long as the figures of the site are kept: a dispute prints beside its figure"),
        seen_by=_(
            "Everybody; the words of a resident once they are answered, before that the triad; "
            "the e-mail address is shown to nobody"
        ),
        fields=(
            "measurement.Dispute.raised_by",
            "measurement.Dispute.raised_name",
            "measurement.DisputeContact.email",
        ),
    ),
    Processing(
        purpose=_("Answering a territory that asks to take part"),
        people=_("Those who write on behalf of a territory"),
        data=_("Name, organisation, e-mail address, what they wrote; who answered, when and why"),
        ground=PUBLIC_TASK,
        kept=_("As long as the request may lead to a site; erased on request"),
        seen_by=_("The national team"),
        fields=(
            "sites.Interest.name",
            "sites.Interest.email",
            "sites.Interest.organisation",
            "sites.Interest.handled_by",
        ),
    ),
    Processing(
        purpose=_("Keeping notes of the informal talks that come before an invitation"),
        people=_("People whom the national team meets in a territory"),
        data=_("Function, organisation or name of who was met, date, what was said"),
        ground=PUBLIC_TASK,
        kept=_(
            "As long as the site's history is kept; an earlier wording stays behind a correction"
        ),
        seen_by=_("The national team"),
        fields=("sites.Talk.met", "sites.Talk.text"),
    ),
    Processing(
        purpose=_("Keeping the minutes and decisions of the national steering committee"),
        people=_("People who take part in its meetings, where their name is needed"),
        data=_("Organisation, name where it is needed, who wrote down a review"),
        ground=PUBLIC_TASK,
        kept=_("As long as the history of the experiment is kept"),
        seen_by=_("The national team; facilitators and coaches read organisations alone"),
        fields=("steering.CommitteePresence.name", "steering.CommitteeReview.by"),
    ),
    Processing(
        purpose=_("Recording which seat endorsed which version"),
        people=_("Seat holders"),
        data=_("Name, seat, answer, reason for an objection, date"),
        ground=PUBLIC_TASK,
        kept=_("As long as the version is kept, that is, as long as the site's history"),
        seen_by=_("Everybody"),
        fields=(
            "agenda.Ceremony.by",
            "agenda.Endorsement.name",
            "agenda.Endorsement.person",
            "agenda.Remedy.by",
        ),
    ),
    Processing(
        purpose=_("Publishing what residents say about a version, with the answer"),
        people=_("People who comment, at their own choice under a pseudonym"),
        data=_(
            "Public name or pseudonym, text, date; who typed it in when it was said at a workshop"
        ),
        ground=PUBLIC_TASK,
        kept=_(
            "As long as the version is kept; the follow-up code is stored in a form that cannot be read back"
        ),
        seen_by=_("Everybody"),
        fields=("agenda.Comment.public_name", "agenda.Comment.by", "agenda.Workshop.by"),
    ),
    Processing(
        purpose=_("Counting who agrees with a comment once"),
        people=_("People who agree with a comment"),
        data=_(
            "A scrambled mark made of the comment and of a random key in the browser, beside one of "
            "the account of who has signed in: they tell neither, and those of two comments cannot "
            "be tied together"
        ),
        ground=PUBLIC_TASK,
        kept=_("As long as the comment is kept, unless it is taken back"),
        seen_by=_("Nobody; everybody sees the count"),
    ),
    Processing(
        purpose=_("Publishing what people reply to a comment"),
        people=_("People who reply, at their own choice under a pseudonym; people of the site"),
        data=_("Public name or pseudonym, text, date; the role of who has one at the site"),
        ground=PUBLIC_TASK,
        kept=_("As long as the comment is kept"),
        seen_by=_("Everybody"),
        fields=("agenda.Reply.public_name", "agenda.Reply.by"),
    ),
    Processing(
        purpose=_("Discussing in the community of practice"),
        people=_("People who work in a site, a resource centre or the national team"),
        data=_("Name, role shown beside the message, text and its earlier wordings, dates"),
        ground=PUBLIC_TASK,
        kept=_("As long as the discussion is kept; a hidden message keeps its reason"),
        seen_by=_("Members of the community of practice"),
        fields=("community.Topic.author", "community.Post.author", "community.Post.hidden_by"),
    ),
    Processing(
        purpose=_("Letting a site rate its readiness and the five conditions, and decide on them"),
        people=_("Seat holders, deputies and partners who rate; who opens a round; who decides"),
        data=_(
            "Name, seat, levels chosen, comments and what shows them; the names of who met; the "
            "decision, its author and its reasons"
        ),
        ground=PUBLIC_TASK,
        kept=_(
            "A rating until its author withdraws it, and for good once the meeting has noted its "
            "word; the decision as long as the site's history is kept"
        ),
        seen_by=_(
            "Its author alone until the meeting, then the people of the site; the decision also "
            "the national team, the resource centre and the site's coaches"
        ),
        fields=(
            "readiness.Rating.person",
            "readiness.Round.opened_by",
            "readiness.ReadinessDecision.by",
        ),
    ),
    Processing(
        purpose=_("Keeping in touch with a site's partners"),
        people=_("People whom a partner organisation named as its contact"),
        data=_("Name, e-mail address and telephone number at work"),
        ground=PUBLIC_TASK,
        kept=_("As long as the organisation is a partner; erased once its departure is recorded"),
        seen_by=_("The people who have a role at the site"),
        fields=(
            "partnership.Partner.contact_name",
            "partnership.Partner.contact_email",
            "partnership.Partner.contact_phone",
        ),
    ),
    Processing(
        purpose=_("Sending the answer, and replies, to who commented and left an address"),
        people=_("People who comment and give their address"),
        data=_("E-mail address, and since when its owner wants no letters about replies"),
        ground=PUBLIC_TASK,
        kept=_("As long as the comment may get an answer; erased on request"),
        seen_by=_("Nobody on the pages; the technicians of the host"),
        fields=("agenda.CommentContact.email",),
    ),
    Processing(
        purpose=_("Moderating what residents say, with reports and appeals"),
        people=_(
            "People who report a comment or appeal against the hiding of their words; who decides"
        ),
        data=_(
            "Ground and words of a report or appeal, e-mail address of who reports if they leave one; the deciding person's name, decision and reason"
        ),
        ground=PUBLIC_TASK,
        kept=_(
            "As long as the comment or the contested figure is kept; the address of who reports is erased once they were told the decision"
        ),
        seen_by=_(
            "The triad, its deputies and the author concerned; the decision and its reason, everybody; the address, nobody"
        ),
        fields=(
            "agenda.ReportContact.email",
            "agenda.Moderation.by",
            "agenda.ToModerate.not_by",
            "measurement.Withholding.by",
        ),
    ),
    Processing(
        purpose=_("Holding back floods of comments and requests"),
        people=_("People who comment or write on behalf of a territory"),
        data=_(
            "A count under a scrambled form of the network address; the address itself is not kept"
        ),
        ground=PUBLIC_TASK,
        kept=_("An hour at most"),
        seen_by=_("Nobody"),
    ),
    Processing(
        purpose=_("Sending e-mails that somebody asked for"),
        people=_("People who sign in, are invited or follow a comment"),
        data=_("E-mail address, subject and text of the letter"),
        ground=PUBLIC_TASK,
        kept=_("The text is erased once the letter has left; the address and the date stay"),
        seen_by=_("The person it is addressed to, and the technicians of the host"),
        fields=("journal.Letter.to", "journal.LetterChoice.person", "reports.ReportNotice.person"),
    ),
)
