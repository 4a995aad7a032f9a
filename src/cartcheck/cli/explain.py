"""`cartcheck explain` and `cartcheck list`: the catalogue of findings."""

from __future__ import annotations

import json

import click


@click.command("explain")
@click.argument("finding_id", metavar="ID")
def explain(finding_id: str) -> None:
    """Say what a finding means and what to do about it."""
    from cartcheck.findings.catalogue import find
    from cartcheck.findings.explanation import explanation

    click.echo(explanation(find(finding_id)))


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def list_findings(as_json: bool) -> None:
    """List every finding there is."""
    from cartcheck.findings.catalogue import catalogue

    known = catalogue().values()
    if as_json:
        rows = [{"id": kind.id, "level": str(kind.level), "summary": kind.plain_summary} for kind in known]
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    width = max(len(kind.id) for kind in known)
    for kind in known:
        click.echo(f"{kind.id:<{width}}  {kind.level:<7}  {kind.plain_summary}")
