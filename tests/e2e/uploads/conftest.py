"""A real server for upload clients, a member, and the proposal that waits for a file."""

import pytest

from community.models import Community, User
from home.opening import open_community
from tests.conftest import plan
from tests.e2e.uploads.sending import Sender
from tests.processes import Web
from tests.videos.steps import proposal


@pytest.fixture(scope="module")
def web(django_db_setup) -> Web:
    with Web() as web:
        yield web


@pytest.fixture
def community(transactional_db) -> Community:
    return Community.objects.first() or open_community(plan())


@pytest.fixture
def teacher(community) -> User:
    return User.objects.create_user("lea@ac-lille.fr")


@pytest.fixture
def submission(teacher, community):
    return proposal(teacher, community)


@pytest.fixture
def sender(web, teacher) -> Sender:
    return Sender(web, teacher)
