SERVICE = "arn:aws:apprunner:eu-central-1:123456789012:service/"


def test_services_of_two_pages(answered):
    def page(name, **more):
        summary = {"ServiceName": name, "ServiceArn": f"{SERVICE}{name}/1", "Status": "RUNNING"}
        return "list_services", {"ServiceSummaryList": [summary], **more}

    frame = answered("apprunner_service", page("first", NextToken="2"), page("last"))
    assert frame["resource_id"].tolist() == [f"{SERVICE}first/1", f"{SERVICE}last/1"]
    assert frame[["name", "status", "url"]].values.tolist() == [
        ["first", "RUNNING", "none"],
        ["last", "RUNNING", "none"],
    ]


def test_refused_services_are_no_empty_table(answered):
    frame = answered("apprunner_service", ("list_services", "AccessDeniedException"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")
