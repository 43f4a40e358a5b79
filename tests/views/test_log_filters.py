import pytest

from toolkit.views.change_events import EVENTS
from toolkit.views.log_filters import ABSENT, PatternError, reader

CALL = {"eventSource": "iam.amazonaws.com", "eventName": "DeletePolicy", "errorCode": ABSENT}


@pytest.mark.parametrize(
    ("pattern", "matched"),
    [
        ("", True),
        ("{ $.eventName = DeletePolicy }", True),
        ('{($.eventName="DeletePolicy")}', True),
        ("{ $.eventName = Delete* }", True),
        ('{ $.eventName = "*Policy" }', True),
        ("{ $.eventName = %^Delete.*Policy$% }", True),
        ("{ $['eventName'] = DeletePolicy }", True),
        ("{ $.eventName = deletepolicy }", False),
        ("{ $.eventName = Delete }", False),
        ("{ $.eventName != CreatePolicy }", True),
        ("{ $.eventName != DeletePolicy }", False),
        ("{ ($.eventSource = iam.amazonaws.com) && (($.eventName = A) || ($.eventName = DeletePolicy)) }", True),
        ("{ $.eventName = A && $.eventName = B || $.eventName = DeletePolicy }", True),
        ("{ $.eventName = DeletePolicy && $.userIdentity.type = IAMUser }", False),  # others may call too
        ("{ $.eventName = DeletePolicy && $.userIdentity.invokedBy NOT EXISTS }", False),
        ("{ $.eventName = DeletePolicy && $.errorCode NOT EXISTS }", True),
        ("{ $.eventName = DeletePolicy && $.errorCode EXISTS }", False),
        ('{ $.eventName = DeletePolicy && $.errorCode != "AccessDenied" }', False),
        ("{ $.eventName EXISTS }", True),
        ("{ $.eventName = DeletePolicy && $.readOnly IS TRUE }", False),
        ("{ $.responseElements.count > 1 }", False),
        ('"DeletePolicy"', True),
        ("DeletePolicy iam.amazonaws.com", True),
        ("DeletePolicy CreateUser", False),
        ("?CreateUser ?DeletePolicy", True),
        ("DeletePolicy -root", False),
        ("[ip, user]", False),
    ],
)
def test_only_what_a_pattern_is_sure_to_match_is_proved(pattern, matched):
    assert reader(pattern)(CALL) is matched


@pytest.mark.parametrize(
    "pattern",
    ["{", "{ }", "{ $.a = }", "{ ($.a = b }", "{ $.a = b) }", "{ $.a = %(% }", "{ $.a IS OLD }", "{ $.a NOT b }"],
)
def test_what_breaks_the_syntax_is_not_read(pattern):
    with pytest.raises(PatternError):
        reader(pattern)


REAL = {
    "root_use": '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !='
    ' "AwsServiceEvent" }',
    "unauthorized_calls": '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*") &&'
    ' ($.sourceIPAddress!="delivery.logs.amazonaws.com") && ($.eventName!="HeadBucket") }',
    "sign_ins_of_one_factor": '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") &&'
    ' ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
    "failed_sign_ins": '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
    "key_deletions": "{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) ||"
    " ($.eventName=ScheduleKeyDeletion))}",
    "trail_changes": "{($.eventName = CreateTrail) || ($.eventName = UpdateTrail) || ($.eventName = DeleteTrail) ||"
    " ($.eventName = StartLogging) || ($.eventName = StopLogging)}",
}


@pytest.mark.parametrize("kind", REAL)
def test_the_patterns_that_are_in_use_match_every_event_of_their_kind(kind):
    assert all(map(reader(REAL[kind]), EVENTS[kind]))
    assert not all(all(map(reader(REAL[kind]), events)) for other, events in EVENTS.items() if other != kind)


@pytest.mark.parametrize("kind", EVENTS)
def test_a_pattern_of_all_names_but_one_does_not_match_every_event(kind):
    names = [event.get("eventName", "") for event in EVENTS[kind]]
    for left_out in names[:1] if len(set(names)) > 1 else []:
        pattern = " || ".join(f"($.eventName = {name})" for name in names if name and name != left_out)
        seen = [reader(f"{{ {pattern} }}")(event) for event in EVENTS[kind]]
        assert not all(seen) and any(seen)
