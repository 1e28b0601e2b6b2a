"""Who runs this installation: facts for the legal pages, read from the environment."""

from dataclasses import dataclass

from qic_portal import environment as env


@dataclass(frozen=True, slots=True)
class Deployer:
    """The publisher, the host and the addresses to write to; all empty in a demonstration."""

    publisher: str = ""
    publisher_address: str = ""
    director: str = ""
    host: str = ""
    host_address: str = ""
    contact: str = ""
    data_protection: str = ""
    security: str = ""
    source: str = ""

    @property
    def known(self) -> bool:
        """True when somebody answers for this installation by name."""
        return bool(self.publisher and self.contact)


def from_environment() -> Deployer:
    """The facts of this installation; nothing is invented where nothing was given."""
    contact = env.text("CONTACT_EMAIL")
    return Deployer(
        publisher=env.text("PUBLISHER_NAME"),
        publisher_address=env.text("PUBLISHER_ADDRESS"),
        director=env.text("PUBLISHING_DIRECTOR"),
        host=env.text("HOST_NAME"),
        host_address=env.text("HOST_ADDRESS"),
        contact=contact,
        data_protection=env.text("DATA_PROTECTION_EMAIL") or contact,
        security=env.text("SECURITY_EMAIL") or contact,
        source=env.text("SOURCE_URL"),
    )
