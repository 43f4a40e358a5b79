"""The commands that prove, sign, join and look into what is sealed."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from toolkit.cli.options import ALLOW_CODE, ENGAGEMENT, OUT, PATH, command


@command("demarc verify inventory", "demarc verify inventory --public-key auditor.pem")
@PATH
@click.option(
    "--public-key",
    type=click.Path(path_type=Path),
    metavar="PEM",
    help="Public key, had from the signer, by which there has to be a signature.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="INVENTORY",
    help="Inventory of which an assessment was made: judge it again, and compare.",
)
@ENGAGEMENT
@ALLOW_CODE
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def verify(
    path: Path,
    public_key: Path | None,
    against: Path | None,
    engagement: Path | None,
    allow_code: str,
    as_json: bool,
) -> None:
    """Prove that an inventory or an assessment is as it was sealed, and say who signed it; names each file that is not.

    A signature that does not hold, the lack of one by --public-key, or a verdict that does not come out again of the
    inventory named by --against ends with exit code 1. --engagement is needed only where it brought code.
    """
    from toolkit.seal import KINDS, kind_in
    from toolkit.seal import verify as run
    from toolkit.signature import check_signatures, read_signatures

    manifest = run(path)
    signatures = read_signatures(path, manifest)
    check_signatures(path, signatures, public_key)
    kind, files = kind_in(manifest), len(manifest["files"])
    notes = _reperformed(path, against, (str(engagement), allow_code) if allow_code else ("", "")) if against else None
    if as_json:
        said = {"kind": kind, "root_sha256": manifest["root_sha256"], "files": files}
        said |= {"signatures": [asdict(signature) for signature in signatures], "re_performed": notes is not None}
        click.echo(json.dumps(said))
        return
    click.echo(f"{path} is as it was {KINDS[kind].made}: {files} files, root hash {manifest['root_sha256']}.")
    for signature in signatures:
        click.echo(signature.sentence)
    if notes is not None:
        click.echo("\n".join([f"Re-performed: every verdict comes out again of {against}.", *notes]))
    if public_key:
        click.echo(f"One of them is by the key in {public_key}.")
    elif signatures:
        click.echo(
            "Each key came with its signature, so this proves that nothing was changed since, not who signed. "
            "For that, pass --public-key with a key that you had from the signer."
        )


def _reperformed(path: Path, inventory: Path, code: tuple[str, str]) -> list[str]:
    """Refuse an assessment that does not come out again; say with what else it was made than is here."""
    from toolkit.assessment.reperform import reperform
    from toolkit.errors import AssessmentError

    found = reperform(path, inventory, code)
    if found.differences:
        raise AssessmentError(f"{path} does not come out again of {inventory}: {'; '.join(found.differences)}.")
    return [f"Made with others than are here, and the same came out: {words}." for words in found.notes]


@command("demarc sign inventory --key auditor.pem", "demarc sign inventory --kms alias/audit --profile audit")
@PATH
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="PEM",
    help="Private key: Ed25519, ECDSA or RSA. A passphrase is asked for.",
)
@click.option("--kms", metavar="ID", help="Asymmetric key of AWS KMS: id, ARN or alias.")
@click.option("--profile", metavar="P", help="Profile of the AWS configuration, for --kms.")
@click.option("--region", metavar="R", help="Region of the KMS key; that of the profile if left out.")
def sign(path: Path, key: Path | None, kms: str | None, profile: str | None, region: str | None) -> None:
    """Sign the root hash of an inventory or an assessment, so that others can check who sealed it; change nothing.

    The signature is a file in its folder `signatures`; several may stand side by side.
    """
    from toolkit.errors import ParameterError
    from toolkit.signature import LocalKey, SigningKey
    from toolkit.signature import sign as run

    if bool(key) == bool(kms):
        raise ParameterError("Name one key: a file with --key, or a key of AWS KMS with --kms.")
    signer: SigningKey
    if key:
        signer = LocalKey(key, lambda: str(click.prompt(f"Passphrase of {key}", hide_input=True)))
    else:
        from toolkit.collect.kms_key import KmsKey

        signer = KmsKey(str(kms), profile, region)
    made = run(path, signer)
    click.echo(f"{path / made.file}\n{made.sentence}")


@command("demarc merge inventory-a inventory-b --out inventory")
@click.argument("inventories", metavar="INVENTORY...", nargs=-1, required=True, type=click.Path(path_type=Path))
@OUT
def merge(inventories: tuple[Path, ...], out: Path) -> None:
    """Join inventories that share no account, Region and table into one, which is sealed like each of them.

    Its manifest says of which root hashes it was made; the order in which they are named makes no difference.
    """
    from toolkit.inventory import merge as run

    manifest = run(inventories, out)
    asked = manifest["parameters"]
    click.echo(
        f"{out}: {len(inventories)} inventories merged, accounts: {len(asked['accounts'])}, "
        f"Regions: {len(asked['regions'])}, tables: {len(asked['tables'])}."
    )
    click.echo(f"Root hash {manifest['root_sha256']}")


@command("demarc evidence inventory arn:aws:s3:::orders")
@PATH
@click.argument("resource_id")
def evidence(path: Path, resource_id: str) -> None:
    """Print every call behind a resource, one JSON object a line. Asks nothing of AWS.

    An inventory has the raw answers too. An assessment has the calls behind its verdicts on the resource, with the
    SHA-256 of each answer.
    """
    from toolkit.assessment import make_assessment, read_assessment
    from toolkit.assessment.evidence import evidence_of
    from toolkit.seal import ASSESSMENT, kind_of

    opened = read_assessment(path) if kind_of(path) == ASSESSMENT else make_assessment(path)
    for call in evidence_of(opened, resource_id):
        click.echo(json.dumps(call, ensure_ascii=False, default=str))
