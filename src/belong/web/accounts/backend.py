"""Who a session belongs to, loaded once for each request."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from belong.web.accounts.models import User

__all__ = ["Backend"]


class Backend(AuthenticationBackend):
    """Signs in as allauth does; a person is loaded with has_second_factor, in one query."""

    def get_user(self, user_id: Any) -> User | None:
        """The person of a session, or None where the account is closed or gone."""
        second = Authenticator.objects.filter(user=OuterRef("pk"))
        found = User.objects.annotate(has_one=Exists(second)).filter(pk=user_id).first()
        if found is None or not self.user_can_authenticate(found):
            return None
        found.has_second_factor = found.has_one
        return found
