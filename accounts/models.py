"""The person who signs in. What they may do stands nowhere here: see governance.standing."""

import uuid
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower, Trim
from django.utils.translation import gettext_lazy as _

from kit import clock


def clean_address(email: str) -> str:
    """An e-mail address as it is stored and compared: no outer spaces, lower case."""
    return email.strip().lower()


class UserManager(BaseUserManager["User"]):
    """Makes and finds people by their address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person with this address; no password means sign-in by e-mailed code only."""
        user = self.model(email=clean_address(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=clean_address(username or ""))


class User(AbstractBaseUser):
    """A person with an account."""

    class Language(models.TextChoices):
        FRENCH = "fr", _("French")
        ENGLISH = "en", _("English")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.FRENCH
    )
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(default=clock.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(email=Lower(Trim("email"))), name="user_email_is_clean"
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email.partition("@")[0]

    def clean(self) -> None:
        super().clean()
        self.email = clean_address(self.email)

    @property
    def is_staff(self) -> bool:
        """Nobody is staff of an admin site: there is none."""
        return False
