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
