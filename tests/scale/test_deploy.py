"""What deploy/ promises, checked without a container engine."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from yamllint import linter
from yamllint.config import YamlLintConfig

from bot.scale import proxy
from bot.settings import ROOT

DEPLOY = ROOT / "deploy"
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
DOCKERFILES = sorted(DEPLOY.glob("*.Dockerfile"))
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def resources() -> Iterator[dict[str, Any]]:
    for path in MANIFESTS:
        yield from yaml.safe_load_all(path.read_text(encoding="utf-8"))


def pods() -> dict[str, dict[str, Any]]:
    found = (r for r in resources() if r["kind"] == "Deployment")
    return {r["metadata"]["name"]: r["spec"]["template"]["spec"] for r in found}


@pytest.mark.parametrize("path", [*MANIFESTS, DEPLOY / "compose.yaml"], ids=lambda p: p.name)
def test_the_files_are_tidy_yaml(path: Path):
    rules = YamlLintConfig(file=str(DEPLOY / "yamllint.yml"))
    assert [str(problem) for problem in linter.run(path.read_text("utf-8"), rules)] == []


def test_every_resource_fits_the_api_of_kubernetes():
    for resource in resources():
        kubernetes_validate.validate(resource, kubernetes_validate.latest_version(), strict=True)


@pytest.mark.parametrize("name", sorted(pods()))
def test_every_pod_is_unprivileged_bounded_and_probed(name: str):
    pod = pods()[name]
    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["enableServiceLinks"] is False
    assert pod["automountServiceAccountToken"] is False
    for container in pod["containers"]:
        safe = container["securityContext"]
        assert safe["readOnlyRootFilesystem"] and safe["capabilities"] == {"drop": ["ALL"]}
        assert not safe["allowPrivilegeEscalation"]
        assert {"cpu", "memory"} == set(container["resources"]["limits"])
        assert "livenessProbe" in container and "readinessProbe" in container


def test_no_secret_is_in_a_manifest():
    assert not [r for r in resources() if r["kind"] == "Secret"]
    text = "".join(p.read_text("utf-8") for p in [*MANIFESTS, DEPLOY / "compose.yaml"])
    assert not re.search(r"://[^/\s:]+:[^@\s]+@", text)


def test_what_is_routed_to_exists():
    services = {r["metadata"]["name"]: r for r in resources() if r["kind"] == "Service"}
    ingress = next(r for r in resources() if r["kind"] == "Ingress")
    for path in ingress["spec"]["rules"][0]["http"]["paths"]:
        target = path["backend"]["service"]
        assert services[target["name"]]["spec"]["ports"][0]["port"] == target["port"]["number"]
    for name, service in services.items():
        port = pods()[name]["containers"][0]["ports"][0]["containerPort"]
        assert service["spec"]["ports"] == [{"port": port}]


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_every_service_is_bounded_restarted_and_not_public(name: str):
    service = COMPOSE["services"][name]
    assert service["restart"] == "unless-stopped"
    assert {"cpus", "memory"} == set(service["deploy"]["resources"]["limits"])
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
    assert "healthcheck" in service or "build" in service  # our images bring their own
    if name != "postgres":  # its image becomes another user itself
        assert service["user"] != "0" and service["read_only"] and service["cap_drop"] == ["ALL"]


def test_every_secret_that_a_service_reads_is_declared():
    for service in COMPOSE["services"].values():
        for secret in service.get("secrets", []):
            source = secret["source"] if isinstance(secret, dict) else secret
            assert source in COMPOSE["secrets"]


@pytest.mark.parametrize("path", DOCKERFILES, ids=lambda p: p.name)
def test_images_copy_what_exists_run_unprivileged_and_tell_their_health(path: Path):
    lines = path.read_text("utf-8").splitlines()
    for line in (line for line in lines if line.startswith("COPY ")):
        assert all((ROOT / source).exists() for source in line.split()[1:-1]), line
    assert "USER 10001" in lines
    assert any(line.startswith("HEALTHCHECK ") for line in lines)
    program = yaml.safe_load(lines[-1].removeprefix("CMD "))
    assert (ROOT / (program[-1].replace(".", "/") + ".py")).exists()


@pytest.mark.parametrize(
    ("image", "python", "program"),
    [
        ("app", "app", "import actions.serve, triage.web.app, triage.web.careers"),
        (
            "rasa",
            "nlu",
            "import bot.serve, bot.health, bot.logs, bot.channels.web, bot.channels.rest;"
            "import bot.nlu.entities, bot.nlu.intents; from triage import safety;"
            "assert safety.screen('i want to kill myself').level == 'crisis'",
        ),
    ],
)
def test_images_hold_all_that_their_programs_load(
    tmp_path: Path, image: str, python: str, program: str
):
    text = (DEPLOY / f"{image}.Dockerfile").read_text("utf-8").replace("\\\n", " ")
    for *sources, target in map(str.split, re.findall(r"^COPY (.+)$", text, re.MULTILINE)):
        for source in sources:
            _copy(ROOT / source, tmp_path / target.lstrip("/"), folder=target.endswith("/"))
    done = subprocess.run(
        [ROOT / f".envs/{python}/bin/python", "-W", "ignore", "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _copy(source: Path, target: Path, *, folder: bool) -> None:
    if source.is_dir():
        left_out = shutil.ignore_patterns("node_modules", "__pycache__")
        shutil.copytree(source, target, ignore=left_out, dirs_exist_ok=True)
        return
    into = target / source.name if folder or target.is_dir() else target
    into.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, into)


def test_the_proxy_of_the_containers_is_that_of_make_scale():
    assert (DEPLOY / "nginx.conf").read_text("utf-8") == proxy.for_containers()


def test_secrets_come_from_files_and_other_files_are_left_alone(tmp_path: Path):
    (tmp_path / "LATTICE_SECRET").write_text("two words", "utf-8")
    (tmp_path / "desk.key").write_text("not a variable", "utf-8")
    done = subprocess.run(
        [DEPLOY / "secrets.sh", "env"],
        env={"PATH": "/usr/bin:/bin", "LATTICE_SECRETS": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "LATTICE_SECRET=two words" in done.stdout.splitlines()
    assert "not a variable" not in done.stdout
