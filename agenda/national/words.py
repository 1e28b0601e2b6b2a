"""What the invented agendas say, and what is said about them. Nobody wrote any of it."""

from agenda.models import Outcome
from agenda.models.versions import Section

# Part, strategy, heading, text; {site} is the site's name.
PASSAGES = (
    (Section.HORIZON, "", "Dans dix ans",
     "À {site}, chaque habitant connaît quelqu’un qui l’écoute, et personne ne renonce à un droit."),
    (Section.IDEAL, "", "Une journée ordinaire",
     "On travaille, on apprend et on se soigne près de chez soi ; les écoles et les commerces vivent."),
    (Section.HELPS, "", "Ce que nous avons déjà",
     "Un centre social ouvert six jours sur sept, des parents d’élèves actifs, deux clubs qui se parlent."),
    (Section.HINDERS, "", "Ce qui nous freine",
     "Les permanences ferment à dix-sept heures, et le dernier bus passe à vingt heures."),
    (Section.STRATEGY, "Apprendre ensemble", "Après l’école",
     "Chaque enfant trouve, quatre soirs par semaine, un adulte qui l’attend et une table pour travailler."),
    (Section.STRATEGY, "Apprendre ensemble", "Le français, à tout âge",
     "Des cours du matin et du soir, avec une garde pour les petits, dans une salle que l’on connaît."),
    (Section.STRATEGY, "Aller vers l’emploi", "Un premier pas",
     "Les employeurs du bassin ouvrent des journées de découverte ; chacun est accompagné six mois."),
    (Section.STRATEGY, "Aller vers l’emploi", "Se déplacer",
     "Une navette relie le quartier à la zone d’activité aux heures de début et de fin de poste."),
)  # fmt: skip
# A second version says one thing more.
ADDED = (
    Section.STRATEGY, "Aller vers l’emploi", "Garder les enfants",
    "Des places de crèche sont réservées, dès le mois prochain, à qui commence un emploi.",
)  # fmt: skip

NAMES = (
    "Une habitante", "Momo", "Les parents de l’école", "Anaïs", "Un voisin", "Le club de boxe",
    "Fatima", "Bernard", "Une lycéenne", "Habitant du bâtiment C",
)  # fmt: skip
SAID = (
    "Le soir, il n’y a plus de bus : comment rentrer des cours ?",
    "D’accord, mais il faut une salle chauffée.",
    "Et pour les personnes âgées, qu’est-ce qui est prévu ?",
    "La permanence devrait ouvrir le samedi matin.",
    "Bonne idée. Je peux aider le mercredi.",
    "On l’avait déjà demandé il y a trois ans.",
    "Pensez à ceux qui ne lisent pas bien le français.",
    "Les travaux de la place gênent les poussettes.",
    "Pourquoi seulement quatre soirs ?",
    "Il manque un endroit pour les jeunes de quinze à dix-huit ans.",
    "Les employeurs ne répondent pas aux candidatures d’ici.",
)  # fmt: skip
OUTCOMES = (
    (Outcome.Kind.RETAINED, ""),
    (Outcome.Kind.PARTLY, "Le samedi matin est ajouté ; le dimanche ne peut pas être tenu."),
    (Outcome.Kind.ALREADY, "Le passage « Se déplacer » le prévoit."),
    (Outcome.Kind.NOT_RETAINED, "Il n’y a pas de salle disponible à cette heure."),
    (Outcome.Kind.RETAINED, "Le texte le dit maintenant."),
    (Outcome.Kind.PASSED_ON, "Transmis au service de la voirie, qui répondra."),
    (Outcome.Kind.DEFERRED, "À revoir à la prochaine version, quand le local sera livré."),
)
WHOM = "le service de la voirie"
RESERVATION = "D’accord, si le budget du transport est confirmé avant l’été."
