"""The académies of the French State's schools, as a person names their own."""

from django.db import models


class Academie(models.TextChoices):
    """Codes are the address endings `ac-<code>.fr`, which do not change when a label does."""

    AIX_MARSEILLE = "aix-marseille", "Aix-Marseille"
    AMIENS = "amiens", "Amiens"
    BESANCON = "besancon", "Besançon"
    BORDEAUX = "bordeaux", "Bordeaux"
    CLERMONT = "clermont", "Clermont-Ferrand"
    CORSE = "corse", "Corse"
    CRETEIL = "creteil", "Créteil"
    DIJON = "dijon", "Dijon"
    GRENOBLE = "grenoble", "Grenoble"
    GUADELOUPE = "guadeloupe", "Guadeloupe"
    GUYANE = "guyane", "Guyane"
    REUNION = "reunion", "La Réunion"
    LILLE = "lille", "Lille"
    LIMOGES = "limoges", "Limoges"
    LYON = "lyon", "Lyon"
    MARTINIQUE = "martinique", "Martinique"
    MAYOTTE = "mayotte", "Mayotte"
    MONTPELLIER = "montpellier", "Montpellier"
    NANCY_METZ = "nancy-metz", "Nancy-Metz"
    NANTES = "nantes", "Nantes"
    NICE = "nice", "Nice"
    NORMANDIE = "normandie", "Normandie"
    NOUMEA = "noumea", "Nouvelle-Calédonie"
    ORLEANS_TOURS = "orleans-tours", "Orléans-Tours"
    PARIS = "paris", "Paris"
    POITIERS = "poitiers", "Poitiers"
    POLYNESIE = "polynesie", "Polynésie française"
    REIMS = "reims", "Reims"
    RENNES = "rennes", "Rennes"
    SPM = "spm", "Saint-Pierre-et-Miquelon"
    STRASBOURG = "strasbourg", "Strasbourg"
    TOULOUSE = "toulouse", "Toulouse"
    VERSAILLES = "versailles", "Versailles"
    WALLIS = "wf", "Wallis-et-Futuna"
    ABROAD = "etranger", "Étranger (AEFE, MLF)"

    @classmethod
    def of_address(cls, email: str) -> "Academie | str":
        """The académie that an e-mail address tells: `lea@ac-lille.fr`; empty when it does not."""
        domain = email.rpartition("@")[2].lower()
        code = domain.removeprefix("ac-").removesuffix(".fr")
        return cls(code) if code in cls and domain == f"ac-{code}.fr" else ""


# The address endings of national education: the 35 that the original sites accepted, and the
# three that they wrongly refused. Exact: anybody may buy another name that begins with « ac- ».
ADDRESS_ENDINGS = [
    "ac-aix-marseille.fr",
    "ac-amiens.fr",
    "ac-besancon.fr",
    "ac-bordeaux.fr",
    "ac-caen.fr",
    "ac-clermont.fr",
    "ac-corse.fr",
    "ac-creteil.fr",
    "ac-dijon.fr",
    "ac-grenoble.fr",
    "ac-guadeloupe.fr",
    "ac-guyane.fr",
    "ac-lille.fr",
    "ac-limoges.fr",
    "ac-lyon.fr",
    "ac-martinique.fr",
    "ac-mayotte.fr",
    "ac-montpellier.fr",
    "ac-nancy-metz.fr",
    "ac-nantes.fr",
    "ac-nice.fr",
    "ac-normandie.fr",
    "ac-noumea.nc",
    "ac-orleans-tours.fr",
    "ac-paris.fr",
    "ac-poitiers.fr",
    "ac-polynesie.pf",
    "ac-reims.fr",
    "ac-rennes.fr",
    "ac-reunion.fr",
    "ac-rouen.fr",
    "ac-spm.fr",
    "ac-strasbourg.fr",
    "ac-toulouse.fr",
    "ac-versailles.fr",
    "ac-wf.wf",
    "education.gouv.fr",
    "igesr.gouv.fr",
]
