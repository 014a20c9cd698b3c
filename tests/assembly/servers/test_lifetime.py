"""The servers live as long as somebody needs them, whoever dies."""

import os
import shutil
import signal
from pathlib import Path

import psycopg
import redis

from assembly.migrate import psycopg_url
from assembly.servers.home import Home
from assembly.servers.interface import Servers
from assembly.servers.locks import wait_until
from tests.assembly.servers.people import PATIENCE, User, gone, keeper_of, kill, nobody_works_on


def write(servers: Servers) -> None:
    with psycopg.connect(psycopg_url(servers.owner_url), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (at timestamptz DEFAULT now())")
        connection.execute("INSERT INTO kept DEFAULT VALUES")
    with redis.Redis.from_url(servers.redis_url) as client:
        client.incr("kept")
        client.execute_command("WAITAOF", 1, 0, 0)


def count(servers: Servers) -> tuple[int, int]:
    with psycopg.connect(psycopg_url(servers.owner_url), autocommit=True) as connection:
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
    with redis.Redis.from_url(servers.redis_url) as client:
        return int(row[0]) if row else 0, int(client.get("kept") or 0)


def answers(servers: Servers) -> bool:
    try:
        return bool(count(servers))
    except (psycopg.Error, redis.RedisError):
        return False


def database_pid(servers: Servers, home: Path) -> int:
    return int((home / "pg/postmaster.pid").read_text().splitlines()[0])


def redis_pid(servers: Servers, home: Path) -> int:
    with redis.Redis.from_url(servers.redis_url) as client:
        return int(client.info("server")["process_id"])


def test_they_are_shared_outlive_the_first_user_end_after_the_last_and_keep_their_data(home: Path) -> None:
    with User(home) as first, User(home, stop_at_once=True) as second:  # both start at once
        servers = first.servers()
        assert second.servers() == servers
        keeper = keeper_of(home)
        write(servers)
        first.kill()
        with User(home, stop_at_once=True) as third:
            assert third.servers() == servers
            assert keeper_of(home) == keeper
            assert count(servers) == (1, 1)
        os.kill(keeper, 0)  # third left and asked for the end, but was not the last
        second.leave()
        assert nobody_works_on(home)  # second was, and waited
    assert Home(home).ready() is None
    assert not Path(servers.redis_url.removeprefix("unix://")).parent.exists()
    with User(home) as user:
        assert count(user.servers()) == (1, 1)
    assert gone(home)  # without being asked


def test_the_keeper_killed_takes_its_servers_along_and_all_killed_start_again_with_their_data(home: Path) -> None:
    with User(home) as user:
        write(user.servers())
        kill(keeper_of(home))
        assert gone(home)
    with User(home) as user:
        servers = user.servers()
        assert count(servers) == (1, 1)
        pids = [keeper_of(home), database_pid(servers, home), redis_pid(servers, home)]
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)  # nobody gets a chance to stop in good order
        for pid in pids:
            kill(pid)
        user.kill()
    assert gone(home)
    stale = (home / "pg/postmaster.pid").read_text().split("\n", 1)
    # After a restart of the machine the number may belong to somebody else who lives, here to us.
    (home / "pg/postmaster.pid").write_text(f"{os.getpid()}\n{stale[1]}")
    with User(home) as user:
        assert count(user.servers()) == (1, 1)


def test_a_killed_server_comes_back_at_its_address_and_a_removed_home_ends_them_all(home: Path, tmp_path: Path) -> None:
    with User(home) as user:
        servers = user.servers()
        write(servers)
        for pid_of in (database_pid, redis_pid):
            kill(pid_of(servers, home))
            assert wait_until(lambda: answers(servers), PATIENCE)
            assert count(servers) == (1, 1)
        locks = tmp_path / "locks"
        locks.mkdir()
        for name in ("keeper", "postgres", "redis"):
            os.link(home / f"{name}.lock", locks / f"{name}.lock")
        shutil.rmtree(home, ignore_errors=True)
        assert gone(locks)
        assert not answers(servers)


def test_a_starter_killed_in_mid_start_leaves_nothing_half_made(home: Path) -> None:
    with User(home) as starter:
        assert wait_until((home / "pg.new").exists, PATIENCE)
        starter.kill()
    with User(home) as user:
        write(user.servers())
    assert gone(home)
