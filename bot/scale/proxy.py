"""The configuration of nginx: what is public, who answers it, who answers in their place."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from string import Template

LARGEST_TURN = "128k"
LARGEST_UPLOAD = "10m"
"""Of a pile of questions at the desk."""
_AWAY = '{"error": {"code": "away", "text": "We are restarting. Please try again in a minute."}}'

_PAGE = Template("""\
# Made by bot/scale/proxy.py.
worker_processes 1;
pid nginx.pid;
error_log error.log warn;
events { worker_connections 4096; }

http {
    access_log off;           # addresses of people are not ours to keep
    server_tokens off;
    default_type application/octet-stream;
    client_body_buffer_size $largest_turn;
    client_body_temp_path body; proxy_temp_path proxy;
    fastcgi_temp_path other; uwsgi_temp_path other; scgi_temp_path other;
    proxy_connect_timeout 2s;
    proxy_set_header Host $$http_host;
    proxy_set_header X-Forwarded-For $$proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $$scheme;

    upstream rasa { $rasa }
    upstream actions { $actions }
    upstream web { $web }

    # Public.
    server {
        listen $address:$port;
        client_max_body_size $largest_turn;
        error_page 502 504 = @away;

        # Only what cannot be reached is asked elsewhere; a turn that may have begun is not.
        location /webhooks/web/ {
            proxy_pass http://rasa;
            proxy_read_timeout 25s;
        }
        location /webhooks/ { return 404; }
        location / {
            proxy_pass http://web;
            client_max_body_size $largest_upload;
            proxy_read_timeout 60s;
        }
        location = /health { return 200 "ok"; }
        location @away {
            default_type application/json;
            add_header Retry-After 5 always;
            return 503 '$away';
        }
    }

    # Inside only: actions for Rasa servers, drafts for the desk.
    server {
        listen $address:$actions_port;
        client_max_body_size $largest_turn;
        location /webhooks/ {
            proxy_pass http://rasa;
            proxy_read_timeout 60s;
        }
        # An action may be asked twice: what it writes, it writes under the message's id.
        location / {
            proxy_pass http://actions;
            proxy_read_timeout 6s;
            proxy_next_upstream error timeout http_502 http_503 non_idempotent;
        }
    }
}
""")


def configuration(
    *,
    port: int,
    actions_port: int,
    rasa: Sequence[str],
    actions: Sequence[str],
    web: Sequence[str],
    address: str = "127.0.0.1",
) -> str:
    """nginx.conf for these servers, each as ``host:port``."""
    return _PAGE.substitute(
        port=port,
        actions_port=actions_port,
        address=address,
        rasa=_servers(rasa),
        actions=_servers(actions),
        web=_servers(web),
        largest_turn=LARGEST_TURN,
        largest_upload=LARGEST_UPLOAD,
        away=_AWAY,
    )


def _servers(places: Sequence[str]) -> str:
    """One that does not answer is left alone for seconds, unless it is the only one."""
    leave = "" if len(places) == 1 else " max_fails=1 fail_timeout=3s"
    return " ".join(f"server {place}{leave};" for place in places)


def for_containers() -> str:
    """deploy/nginx.conf: the services of deploy/compose.yaml by their names."""
    servers = {"rasa": ["rasa:5005"], "actions": ["actions:5055"], "web": ["web:8080"]}
    return configuration(port=8000, actions_port=8001, address="0.0.0.0", **servers)  # noqa: S104


if __name__ == "__main__":
    sys.stdout.write(for_containers())
