"""What a credential looks like: in itself, or by what stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.plugins.keyword import DENYLIST

# Detectors of the library whose formats no id has. Left out are those that take access key ids (AWS), names after `AP`
# or `key` (Artifactory, Cloudant, IBM, SoftLayer), part of an ARN (Telegram), the two halves of a page token (JWT) or
# 32 letters in a longer word (Twilio) for a credential; that find less of it than there is (private keys) or more
# (Azure, basic authentication, npm); and that look for addresses.
DETECTORS = {
    "DiscordBotTokenDetector",
    "GitHubTokenDetector",
    "GitLabTokenDetector",
    "MailchimpDetector",
    "OpenAIDetector",
    "PypiTokenDetector",
    "SendGridDetector",
    "SquareOAuthDetector",
    "StripeDetector",
}
MIXED = r"(?=[\w/+-]*[a-z])(?=[\w/+-]*[A-Z])(?=[\w/+-]*\d)"  # as random characters are, and words are not
# Where a word begins, also after a line that ends in JSON in a text.
LINE = r"(?<=\\[nrt])"
START = rf"(?:\b|{LINE})"
GAP = r"(?:\s|\\{1,7}[nrt])*"
KEY_ID = r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"
SECRET_KEY = rf"{MIXED}[A-Za-z0-9/+]{{40}}"
# What the library lacks. Each stands alone, with no letter, digit or `_` on either side; group 1 is the secret if it is
# not the whole.
TOKENS = {
    "Age": r"AGE-SECRET-KEY-1[0-9A-Z]{58}",
    "Airtable": r"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}",
    "Amazon Bedrock": r"(?:ABSK|bedrock-api-key-)[A-Za-z0-9+/=]{60,}",
    "Amazon Login": r"amzn1\.oa2-cs\.v1\.[0-9a-f]{64}",
    "Anthropic": r"sk-ant-[\w-]{20,}",
    "Artifactory": r"AKCp[A-Za-z0-9]{60,}|cmVmdGtu[A-Za-z0-9]{50,}",
    "Atlassian": r"AT(?:ATT3|CTT3|BB)[\w=-]{20,}",
    "AWS session": r"(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[A-Za-z0-9+/=_-]{40,}",
    "Azure Entra": r"[A-Za-z0-9_~.]{3}\dQ~[\w~.-]{31,34}",
    "Buildkite": r"bkua_[0-9a-f]{40}",
    "CircleCI": r"CCIPAT_[\w-]{20,}",
    "Databricks": r"dapi[0-9a-f]{32}(?:-\d)?",
    "DigitalOcean": r"do[opr]_v1_[0-9a-f]{64}",
    "Discord webhook": r"discord(?:app)?\.com/api/webhooks/(\d{17,20}/[\w-]{60,})",
    "Docker Hub": r"dckr_(?:pat|oat)_[\w-]{20,}",
    "Doppler": r"dp\.(?:pt|st|sa|ct|scim|audit)\.[\w.-]{40,}",
    "Dynatrace": r"dt0[a-z]\d\d\.[A-Z0-9]{24}\.[A-Z0-9]{64}",
    "Figma": r"figd_[\w-]{30,}",
    "GitHub, fine-grained": r"github_pat_\w{22,}",
    "Google API": r"AIza[\w-]{35}",
    "Google OAuth": r"GOCSPX-[\w-]{28}|ya29\.[\w-]{20,}",
    "Grafana": r"gl(?:sa|c)_[\w+/=]{30,}",
    "Groq": r"gsk_[A-Za-z0-9]{40,}",
    "Hugging Face": r"(?:hf|api_org)_[A-Za-z0-9]{30,}",
    "JSON Web Token": r"eyJ[\w-]{10,}={0,2}\.eyJ[\w-]{4,}={0,2}\.[\w-]{16,}",
    "Linear": r"lin_(?:api|oauth)_[A-Za-z0-9]{32,}",
    "Mailgun": r"key-[0-9a-f]{32}",
    "Netlify": r"nfp_[A-Za-z0-9]{36}",
    "New Relic": r"NR(?:AK|JS|II|RA|BR|SP)-[\w-]{19,}|[0-9a-f]{36}NRAL",
    "NVIDIA": r"nvapi-[\w-]{60,}",
    "Notion": r"(?:ntn|secret)_[A-Za-z0-9]{43,}",
    "npm": r"npm_[A-Za-z0-9]{36}",
    "NuGet": r"oy2[a-z0-9]{43}",
    "OpenAI": r"sk-(?:(?:proj|svcacct|admin|None|or-v1)-[\w-]{20,}|[A-Za-z0-9]{48})",
    "1Password": r"ops_eyJ[\w=-]{40,}",
    "Perplexity": r"pplx-[A-Za-z0-9]{40,}",
    "PlanetScale": r"pscale_(?:tkn|pw|oauth)_[\w=.-]{32,}",
    "Postman": r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}",
    "Pulumi": r"pul-[0-9a-f]{40}",
    "Replicate": r"r8_[A-Za-z0-9]{37,}",
    "RubyGems": r"rubygems_[0-9a-f]{48}",
    "Sentry": r"sntr(?:ys|yu)_[\w=+/]{40,}",
    "Shopify": r"shp(?:at|ca|pa|ss)_[0-9A-Fa-f]{32}",
    "Slack": r"xox[a-z]-[\w-]{10,}|xapp-\d-[\w-]{20,}|hooks\.slack\.com/\w+/(T\w+/[AB]\w+/\w+)",
    "SonarQube": r"sq[uap]_[0-9a-f]{40}",
    "Square": r"sq0[a-z]{3}-[\w-]{22,}",
    "Stripe": r"(?:[rs]k_(?:live|test)|whsec)_[A-Za-z0-9+/=]{16,}",
    "Supabase": r"sb(?:p|_secret)_[\w-]{30,}",
    "Tailscale": r"tskey-[a-z]+-[\w-]{20,}",
    "Terraform": r"[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,}",
    "Twilio": r"(?:AC|SK)[0-9a-f]{32}",
    "Vault": rf"hv[sbr]\.[\w-]{{20,}}|(?<![.-])s\.{MIXED}[A-Za-z0-9]{{24}}",
    "xAI": r"xai-[A-Za-z0-9]{60,}",
}
QUOTE = r"(?:\\{0,7}[\"'`]|%22|%27|&quot;|&apos;|&#0?3[49];)"
# A secret of another kind: where it stands alone is said by the pattern itself.
BLOCKS = {
    "private key": r"-----BEGIN[ A-Z0-9]{0,30}PRIVATE KEY(?: BLOCK)?-----(?s:.*?)"
    r"(?:-----END[ A-Z0-9]{0,30}PRIVATE KEY(?: BLOCK)?-----|\Z)",
    "PuTTY": r"PuTTY-User-Key-File-\d(?s:.*)",
    "AWS secret access key": rf"{KEY_ID}[^A-Za-z0-9/+]{{1,6}}(?:\w{{1,20}}[^A-Za-z0-9/+]{{1,4}}){{0,3}}"
    rf"({SECRET_KEY})(?![A-Za-z0-9/+=])",
    "AWS secret access key before its id": rf"(?<![A-Za-z0-9/+=])({SECRET_KEY})[^A-Za-z0-9/+=]{{1,6}}{KEY_ID}",
    "Teams": r"\.webhook\.office\.com/\w+/([0-9a-f-]{36}@[0-9a-f-]{36}/\w+/\w+/[\w-]+)",
    # A bot's number and 35 characters: so ends an ARN, after its account, with a name of that length.
    "Telegram": rf"(?:(?<![\w:/.@-])|{LINE})\d{{8,10}}:{MIXED}[\w-]{{35}}(?![\w-])",
    "Telegram in a URL": r"/bot(\d{8,10}:[\w-]{35})(?![\w-])",
    "user and password in a URL": r"://[^\s/?#:@\"'<>]*:([^\s/?\"'<>]+)@(?!sha\d+:)(?=[\w.\[${*-])",
    "token in a URL": r"://(?!A[A-Z]{3}[A-Z0-9]{16}@)([\w-]{20,})@(?=[\w.-])",
    "Oracle": r"(?i:jdbc:oracle:\w+:|(?:sqlplus|expdp|impdp|sqlldr|exp|imp)[ \x1f](?:-\w+[ \x1f])*)[\w$#]+"
    r"/([^\s@/\"]+)@",
    "handed on": r"(?i:echo)[ \t]+(?:-n[ \t]+)?([^\s|]+)[ \t]*\|[^|\n]*"
    r"(?:--(?:password-)?stdin\b|\bsudo\b[^|\n]*[ ]-S\b)",
    "chpasswd": rf"(?i:echo)[ \t]+{QUOTE}?[\w.-]+:([^\s|]+?){QUOTE}?[ \t]*\|[^|\n]*\bchpasswd\b",
    "shared access signature": r"(?i:[?&;](?:sig|signature|x-amz-signature|x-goog-signature)=)([\w%+/=-]{20,})",
}

WORDS = "|".join(
    (
        *(word for word in DENYLIST if not word.endswith(("pass", "pwd"))),  # more words begin with them
        "pass(?:phrase|code|wort)",
        "kennwort|senha|mot[ _]?de[ _]?passe|wachtwoord|haslo|hasło|salasana|lösenord|[Пп]ароль",
        "密码|密碼|パスワード|비밀번호",
        "pre_?shared_?key",
        r"(?:database|db|dest|key|src|store|trust)_?pass(?![A-Za-z])",
        r"(?:access|app|application|consumer|encryption|hmac|jwt|license|master|shared|signing|webhook)[_.-]?key",
        r"(?:api|auth|account|client|private|service|db)[.-]key",
        r"(?<![A-Za-z])pass(?![A-Za-z])|(?-i:(?<=[a-z0-9])Pass)(?![a-z])",
        r"(?<![A-Za-z])(?-i:pw|PW)(?![A-Za-z])|(?-i:pwd|PWD|(?<=[a-z0-9])P[wW][dD]|(?<![A-Za-z])Pwd)(?![a-z])|pswd|passwrd",
        "token",
    )
)
NAME = rf"(?:{WORDS})[\w-]{{0,40}}"
WIDE_COLON = "\uff1a"  # as Chinese and Japanese texts have it
BLANK = r"[ \t\x1f]"  # the last joins the words of a command that is a list
COMMAND = r"[^\n|;]{0,300}?"
# What stands before a secret; group `name` if it depends on a name whether it is one.
LEADS = {
    "assignment": rf"(?P<name>{NAME})(?:{QUOTE}|\])?[ \t]*"
    rf"(?:\+=|=>|:=|={{2,3}}(?=[ \t\"'])|=|:|{WIDE_COLON}|%3[AaDd]|&#61;)[ \t]*(?:@(?=[\"']))?",
    "option": rf"(?<![\w-])-{{1,2}}(?P<name>[\w-]{{0,40}}?{NAME}){BLANK}+(?!-)",
    "pair": rf"(?:name|key){QUOTE}?\s*[:=]\s*{QUOTE}?(?P<name>[\w./-]{{0,60}}?{NAME}){QUOTE}?{GAP}[,;]?{GAP}"
    rf"{QUOTE}?(?:\w{{0,20}}value|default){QUOTE}?\s*[:=]\s*",
    "set": rf"{START}(?:ENV|ARG|setx?|set{BLANK}+-gx|config{BLANK}+set){BLANK}+(?P<name>[\w.]{{0,40}}?{NAME}){BLANK}+",
    "authorization": rf"authorization{QUOTE}?[ \t]*[:=][ \t]*{QUOTE}?(?:[A-Za-z][\w-]{{0,20}}[ \t]+)?(?=[^\s=]{{6}})",
    "bearer": rf"{START}bearer[ \t]+(?=[\w.~+/-]*\d)(?=[\w.~+/-]{{12}})",
    "basic": rf"{START}basic[ \t]+(?=[A-Za-z0-9+/]{{7}})(?=[A-Za-z+/]*[\d=])",
    "docker configuration": rf"{QUOTE}auth{QUOTE}[ \t]*:[ \t]*(?=[\\\"']{{1,9}}[A-Za-z0-9+/]{{8}})",
    "netrc": rf"{START}login\s+\S+\s+password\s+",
    "SQL": rf"{START}identified\s+(?:with\s+\S+\s+)?by\s+(?:values\s+)?|\bpassword\s+(?=')|\bpassword\(\s*(?=['\"])",
    "Redis": rf"{START}(?:requirepass|masterauth){BLANK}+|\bredis-cli\b{COMMAND}{BLANK}-a{BLANK}+",
    "secure string": rf"{START}ConvertTo-SecureString{BLANK}+(?:-String{BLANK}+)?",
    "MySQL": rf"{START}(?:mysql\w*|mariadb[\w-]*){COMMAND}{BLANK}(?-i:-p)(?=[^\s\x1f-])",
    "short option": rf"{START}(?:sshpass|mongo\w*|7z|user(?:add|mod)"
    rf"|(?:docker|podman|az|oc|helm|ecr|crane|skopeo)\b{COMMAND}login)\b{COMMAND}"
    rf"{BLANK}(?-i:-p){BLANK}*(?=[^\s\x1f-])",
    "short option of a database": rf"{START}(?:sqlcmd|bcp|osql|isql|zip|unzip)"
    rf"{COMMAND}{BLANK}(?-i:-P){BLANK}*(?=[^\s\x1f-])",
    "LDAP": rf"{START}ldap\w+{COMMAND}{BLANK}(?-i:-w){BLANK}+",
    "curl": rf"{START}(?:curl|wget|http|httpie){COMMAND}{BLANK}"
    rf"(?-i:-u|-U|-a|--user|--proxy-user|--auth)[\s\x1f=]*{QUOTE}?[^\s:\"'\x1f]+:",
    "Samba": rf"{START}(?:smbclient|rpcclient|net){COMMAND}{BLANK}-U{BLANK}*[^\s%\x1f]+%",
    "Windows": rf"{START}net{BLANK}+user{BLANK}+[\w.-]+{BLANK}+(?!/)",
    "Windows, of a share": rf"{START}net{BLANK}+use{BLANK}{COMMAND}/user:[^\s\x1f]+{BLANK}+(?!/)",
    "SNMP": rf"{START}snmp-server{BLANK}+community{BLANK}+",
    "WPA": rf"{START}wpa_passphrase{BLANK}+[^\s\x1f]+{BLANK}+",
    "accounts": rf"{START}(?:rabbitmqctl{BLANK}+(?:add_user|change_password)"
    rf"|htpasswd{BLANK}+-\w*b\w*{BLANK}+\S+){BLANK}+\S+{BLANK}+",
    "OpenSSL": rf"[ \t\x1f]-pass(?:in|out)?{BLANK}+pass:",
}
# The same in XML, where a secret ends with its element.
ELEMENTS = {
    "element": rf"(?:<|&lt;)(?:\w{{1,20}}:)?(?P<name>[\w.-]{{0,40}}?{NAME})(?:[ \t][^<>]{{0,200}})?(?<!/)(?:>|&gt;)",
    "entry": rf"(?:name|key)\s*=\s*[\"'](?P<name>[\w.-]{{0,40}}?{NAME})[\"'][^<>]{{0,200}}(?<!/)>\s*(?:<value>)?",
}
SAID = r"\b(?:password|passphrase|passcode|pwd|secret)[ \t]+is[ \t]+(?:now[ \t]+)?(?=[^\s]*[\d!@#$%^&*+=])"


def compiled() -> list[tuple[str, re.Pattern[str]]]:
    """Return every pattern with what it finds: the `secret` itself, or what stands before a `value` or `element`."""
    alone = [_alone(one, r"(?![A-Za-z0-9_])") for one in TOKENS.values()]
    secrets = [*_library(), *alone, *(re.compile(one, re.ASCII) for one in BLOCKS.values())]
    values = [re.compile(one, re.ASCII | re.IGNORECASE) for one in (*LEADS.values(), SAID)]
    elements = [re.compile(one, re.ASCII | re.IGNORECASE) for one in ELEMENTS.values()]
    kinds = {"secret": secrets, "value": values, "element": elements}
    return [(kind, pattern) for kind, patterns in kinds.items() for pattern in patterns]


def _library() -> list[re.Pattern[str]]:
    """Return the library's formats, to the last character of the token, since tokens grow; no group is the secret."""
    plugins: Iterable[Any] = get_mapping_from_secret_type_to_class().values()
    found = [one for plugin in plugins if plugin.__name__ in DETECTORS for one in plugin.denylist]
    return [_alone(re.sub(r"(?<!\\)\((?!\?)", "(?:", p.pattern), r"(?:\.?\w+)*") for p in found]


def _alone(pattern: str, end: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<![A-Za-z0-9_])|{LINE})(?:{pattern}){end}", re.ASCII)
