"""What the national team says about waves and about the lineage of neighbourhoods."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit.states import Refusal
from sites import events
from sites.models import FormerCode, Lineage, Neighbourhood, Wave


@transaction.atomic
def add_wave(*, number: int, name: str, period: str, started_on: date, by: User) -> Wave:
    """The experiment goes on in a new wave; its number is its own."""
    try:
        with transaction.atomic():
            wave = Wave.objects.create(
                number=number, name=name, period=period, started_on=started_on
            )
    except IntegrityError as fault:
        raise Refusal(_("There is a wave of this number already.")) from fault
    record(events.WaveAdded(number=number, name=name, started_on=started_on), by=by, about=wave)
    return wave


@transaction.atomic
def change_wave(wave: Wave, *, name: str, period: str, started_on: date, by: User) -> Wave:
    """What the wave is called and when it begins; its number and its sites stay."""
    wave = Wave.objects.locked().get(pk=wave.pk)
    before = wave.name
    wave.name, wave.period, wave.started_on = name, period, started_on
    wave.save(update_fields=["name", "period", "started_on"])
    fact = events.WaveChanged(number=wave.number, before=before, name=name, started_on=started_on)
    record(fact, by=by, about=wave)
    return wave


@transaction.atomic
def say_lineage(
    former: Neighbourhood,
    *,
    later: Neighbourhood | None,
    relation: Lineage.Relation,
    reason: str,
    by: User,
) -> Lineage:
    """The national team says what became of a neighbourhood that left the list.

    It takes the place of what the portal had derived for that edition; the journal keeps both.
    """
    edition = former.retired_in
    if edition is None:
        raise Refusal(_("This neighbourhood is on the present list: nothing became of it yet."))
    if (relation == Lineage.Relation.LEFT) != (later is None):
        raise Refusal(_("Name the neighbourhood that it became, or say that it left the list."))
    if later is not None and (later.pk == former.pk or later.retired_in == edition):
        raise Refusal(_("%(name)s was not on the list of that edition.") % {"name": later})
    Neighbourhood.objects.select_for_update(no_key=True).get(pk=former.pk)
    steps = Lineage.objects.filter(former=former, edition=edition)
    steps.filter(by=None).delete()
    steps.filter(later=None).exclude(relation=relation).delete()
    if steps.filter(later=later).exists():
        raise Refusal(_("This has been said already."))
    step = Lineage.objects.create(
        former=former, later=later, relation=relation, edition=edition, reason=reason, by=by
    )
    fact = events.LineageSaid(
        former=former.code,
        later=later.code if later else "",
        words=Lineage.Relation(relation),
        edition=edition,
        reason=reason,
    )
    record(fact, by=by, about=step)
    return step


@transaction.atomic
def say_former_code(
    place: Neighbourhood, *, code: str, relation: Lineage.Relation, reason: str, by: User
) -> FormerCode:
    """The national team says which code of 2015 a neighbourhood had, or took something from.

    Files that still name that code are then read, or refused with this reason.
    """
    if relation not in FormerCode.RELATIONS:
        raise Refusal(_("Say how the neighbourhood of 2015 became this one."))
    same = FormerCode.objects.filter(code=code)
    if same.filter(neighbourhood=place).exists():
        raise Refusal(_("This has been said already."))
    other = same.filter(relation=Lineage.Relation.UNCHANGED).first()
    if other is not None or (relation == Lineage.Relation.UNCHANGED and same.exists()):
        raise Refusal(
            _(
                "%(code)s is said to have become %(name)s: with the same limits it is one of them only."
            )
            % {"code": code, "name": (other or same[0]).neighbourhood}
        )
    try:
        with transaction.atomic():
            said = FormerCode.objects.create(
                code=code, neighbourhood=place, relation=relation, reason=reason, by=by
            )
    except IntegrityError as fault:
        raise Refusal(_("This has been said already.")) from fault
    fact = events.FormerCodeSaid(
        former=code, later=place.code, words=Lineage.Relation(relation), reason=reason
    )
    record(fact, by=by, about=said)
    return said
