"""Two lists that decide about masking: no id of AWS is ever touched, and no secret is kept, wherever they stand."""

import json
from urllib.parse import quote

import pytest

from tests.collect.real_ids import ALPHABET, HEX, Draw, arns, modelled, written
from toolkit.collect.ledger import words_of
from toolkit.collect.masking import MASK, masked, masked_throughout

IDS = {"modelled": list(modelled()), "arns": [("arn", arn) for arn in arns()], "written": list(written())}
LOWER = "abcdefghijklmnopqrstuvwxyz0123456789"


@pytest.mark.parametrize("kind", IDS)
def test_no_id_is_masked_alone_or_in_words(kind):
    assert len(IDS[kind]) > 500
    touched = [
        (what, text)
        for what, value in IDS[kind]
        for text in (value, f"See {value} for more.", f"not authorized to perform: x on resource: {value}")
        if masked(text) != text
    ]

    assert touched == []


@pytest.mark.parametrize("kind", IDS)
def test_no_id_is_masked_inside_documents(kind):
    for what, value in IDS[kind][:: 3 if kind == "arns" else 1]:
        document = {"Condition": {"ArnLike": {"aws:SourceArn": [value]}}, "Resource": value, "Id": value}
        for clean in (document, [value], json.dumps(document), json.dumps({"text": json.dumps(document)})):
            assert masked_throughout(clean) == clean, what


def test_no_id_is_masked_in_an_error():
    for what, value in IDS["arns"][::7]:
        assert value in words_of(ValueError(f"{value} is refused")), what


def secrets(seed):
    """Texts with a secret in each, by what it is: text before, secret, text after."""
    d = Draw(seed)
    word, key, base = d.of(ALPHABET, 14) + "!7", d.of(ALPHABET + "/+", 40), d.of(ALPHABET, 43)
    jwt = f"eyJhbGciOiJIUzI1NiJ9.eyJ{d.of(ALPHABET, 40)}.{d.of(ALPHABET + '-_', 43)}"
    return {
        "export": ("set it: export AWS_SECRET_ACCESS_KEY=", key, "\nthen run"),
        "env session": ("AWS_SESSION_TOKEN=", f"IQoJb3JpZ2luX2Vj{d.of(ALPHABET + '/+', 200)}", "\nREGION=x"),
        "ini": ("[default]\naws_secret_access_key = ", key, "\nregion = eu-central-1"),
        "password=": ("use password=", word, " and user=admin"),
        "password:": ("login with password: ", word, ", then reboot"),
        "passwd": ("passwd=", word, ";host=db"),
        "ado": ("Server=db;Database=x;User Id=sa;Password=", word, ";Encrypt=true;"),
        "odbc": ("Driver={x};Uid=sa;Pwd=", word, ";Port=1433"),
        "jdbc": ("jdbc:mysql://db:3306/x?user=root&password=", d.of(ALPHABET, 14), "&useSSL=true"),
        "url": ("postgres://app:", d.of(ALPHABET, 16), "@db.internal:5432/orders"),
        "redis": ("redis://:", d.of(ALPHABET, 20), "@cache:6379/0"),
        "https": ("clone https://bot:", d.of(ALPHABET, 24), "@git.example.com/x.git now"),
        "mysql": ("mysql -u root -p", d.of(ALPHABET, 12), " orders < dump.sql"),
        "--password": ("tool --user a --password ", word, " --verbose"),
        "--password=": ("tool --password=", d.of(ALPHABET, 12), " --verbose"),
        "PGPASSWORD": ("PGPASSWORD=", d.of(ALPHABET, 12), " psql -h db"),
        "curl": ("curl -u admin:", d.of(ALPHABET, 12), " https://x.example.com"),
        "json": ('{"host": "db", "db_password": "', word, '", "port": 1}'),
        "json in json": ('{"config": "{\\"password\\": \\"', d.of(ALPHABET, 14), '\\"}"}'),
        "yaml": ("db:\n  password: ", d.of(ALPHABET, 14), "\n  port: 1"),
        "xml": ("<db><password>", d.of(ALPHABET, 14), "</password></db>"),
        "bearer": ("Authorization: Bearer ", d.of(ALPHABET, 40), "\nAccept: */*"),
        "basic": ("Authorization: Basic ", d.of(ALPHABET, 22) + "==", "\nAccept: */*"),
        "api key": ("x-api-key: ", d.of(ALPHABET, 40), "\n"),
        "google": ("call it with ", f"AIza{d.of(ALPHABET + '-_', 35)}", " please"),
        "github": ("token ", f"ghp_{d.of(ALPHABET, 36)}", " of the bot"),
        "github fine": ("token ", f"github_pat_{d.of(ALPHABET, 22)}_{d.of(ALPHABET, 59)}", " of the bot"),
        "gitlab": ("token ", f"glpat-{d.of(ALPHABET, 20)}", " of the bot"),
        "slack": ("post with ", f"xoxb-{d.of('123456789', 12)}-{d.of('123456789', 12)}-{d.of(ALPHABET, 24)}", " now"),
        "slack hook": (
            "to https://hooks.slack.com/services/",
            f"T{d.of('ABCDEF12', 8)}/B{d.of('ABCDEF12', 8)}/{d.of(ALPHABET, 24)}",
            " now",
        ),
        "stripe": ("pay with ", f"sk_live_{d.of(ALPHABET, 24)}", " only"),
        "npm": ("use ", f"npm_{d.of(ALPHABET, 36)}", " to publish"),
        "pypi": ("use ", f"pypi-AgEIcHlwaS5vcmc{d.of(ALPHABET + '-_', 80)}", " to publish"),
        "sendgrid": ("mail by ", f"SG.{d.of(ALPHABET, 22)}.{d.of(ALPHABET, 43)}", " only"),
        "twilio": ("TWILIO_AUTH_TOKEN=", d.of(HEX, 32), "\n"),
        "jwt": ("cookie ", jwt, " of a user"),
        "pem": (
            "cert:\n",
            f"-----BEGIN RSA PRIVATE KEY-----\n{d.of(ALPHABET, 64)}\n-----END RSA PRIVATE KEY-----",
            "\nend",
        ),
        "azure": (
            "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=",
            d.of(ALPHABET, 86) + "==",
            ";EndpointSuffix=core.windows.net",
        ),
        "sas": ("https://x.blob.core.windows.net/c?sv=2022-11-02&sig=", quote(d.of(ALPHABET, 43) + "="), "&se=2030"),
        "telegram": ("bot ", f"{d.of('123456789', 10)}:AA{d.of(ALPHABET + '-_', 33)}", " sends"),
        "openai": ("with ", f"sk-proj-{d.of(ALPHABET, 74)}T3BlbkFJ{d.of(ALPHABET, 74)}", " it works"),
        "anthropic": ("with ", f"sk-ant-api03-{d.of(ALPHABET + '-_', 93)}AA", " it works"),
        "huggingface": ("with ", f"hf_{d.of(ALPHABET, 34)}", " it works"),
        "vault": ("VAULT_TOKEN=", f"hvs.{d.of(ALPHABET, 90)}", "\n"),
        "powershell": ("$env:DB_PASSWORD = '", d.of(ALPHABET, 14), "'; ./run.ps1"),
        "url query": ("GET https://x.example.com/hook?api_key=", d.of(ALPHABET, 32), "&page=1"),
        "secret": ("client_secret=", base, "&grant_type=x"),
        "dotenv": ('NODE_ENV=production\nDB_PASS="', d.of(ALPHABET, 14), '"\nPORT=1'),
        "docker": ("docker login -u bot -p ", d.of(ALPHABET, 16), " registry.example.com"),
    }


@pytest.mark.parametrize("form", list(secrets(0)))
def test_no_secret_is_kept_and_the_rest_of_the_text_is(form):
    for before, secret, after in (secrets(seed)[form] for seed in range(6)):
        clean = masked(before + secret + after)

        assert secret not in clean
        assert clean == before + MASK + after


@pytest.mark.parametrize(
    "text",
    [
        "has\u0142o: {}",
        "\u043f\u0430\u0440\u043e\u043b\u044c={}",
        "\u5bc6\u7801\uff1a{}",
        "\u30d1\u30b9\u30ef\u30fc\u30c9: {}",
    ],
)
def test_words_for_a_password_in_other_letters_are_known_in_texts(text):
    assert masked(f"first\n{text.format('Tr0ub4dor&3')}\nlast") == f"first\n{text.format('[masked]')}\nlast"
