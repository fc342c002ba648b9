"""The services that the tests stand on do what the tests believe."""

import smtplib
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection

from tests.services.commands import Commands
from tests.services.postgresql import PostgreSQL, execute
from tests.services.redis import Redis
from tests.services.smtp import MailServer


@pytest.mark.once
def test_postgresql_keeps_its_data_over_a_restart_and_leaves_no_folder(postgresql: PostgreSQL) -> None:
    postgresql.execute("CREATE TABLE kept (id int)")
    postgresql.stop()
    with pytest.raises(Exception, match="refused"):
        postgresql.execute("SELECT 1")
    postgresql.start()
    postgresql.execute("INSERT INTO kept VALUES (1)")
    postgresql.close()
    assert not postgresql.folder.exists()


@pytest.mark.once
def test_a_command_on_postgresql_leaves_nothing_behind(tmp_path: Path) -> None:
    if not PostgreSQL.installed():
        from tests.services.processes import missing

        missing("PostgreSQL")
    code = "import os, sys; print(os.environ['DATABASE_URL']); sys.exit(7)"
    command = [sys.executable, "-m", "tests.services.postgresql", sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 7, done.stderr
    with pytest.raises(Exception, match="refused"):
        execute(done.stdout.strip(), "SELECT 1")


@pytest.mark.once
def test_redis_refuses_when_stopped_and_answers_when_started_again(redis_server: Redis) -> None:
    import redis

    client = redis.Redis.from_url(redis_server.url, socket_timeout=2)
    assert client.ping()
    redis_server.stop()
    with pytest.raises(redis.ConnectionError):
        client.ping()
    redis_server.start()
    assert client.ping()


@pytest.mark.once
def test_mail_arrives_or_is_refused(smtp_server: MailServer) -> None:
    mail.send_mail("Été", "Bonjour à tou·tes", "a@example.org", ["b@example.org"])
    assert [message["Subject"] for message in smtp_server.messages] == ["Été"]
    smtp_server.refuse = True
    message = EmailMessage()
    message["From"] = message["To"] = "a@example.org"
    with smtplib.SMTP(smtp_server.host, smtp_server.port) as client, pytest.raises(smtplib.SMTPException):
        client.send_message(message)


@pytest.mark.once
def test_the_browser_opens_a_page(page: Any) -> None:
    page.goto("data:text/html,<title>Bonjour</title>")
    assert page.title() == "Bonjour"


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_is_undone_and_keeps_what_migrations_wrote(turn: int) -> None:
    assert Group.objects.exists()
    Group.objects.create(name="left by a transactional test")
    assert Group.objects.filter(name="left by a transactional test").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_process_of_its_own_sees_the_same_database(commands: Commands) -> None:
    Group.objects.create(name="seen by a process")
    code = "from django.contrib.auth.models import Group; print(Group.objects.filter(name='seen by a process').count())"
    assert commands.run("shell", "-v", "0", "-c", code).stdout.strip() == "1"
    assert connection.vendor in ("sqlite", "postgresql")
