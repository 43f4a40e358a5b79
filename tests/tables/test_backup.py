import datetime as dt
import json

DAY = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
VAULT = {"BackupVaultName": "v", "BackupVaultArn": "arn:aws:backup:eu-central-1:123456789012:backup-vault:v"}


def test_plans_of_the_estate(aws, collected):
    backup = aws("backup")
    for name, lifecycles in (("short", [{"DeleteAfterDays": 90}, {"DeleteAfterDays": 7}]), ("ever", [{}])):
        rules = [
            {
                "RuleName": str(i),
                "TargetBackupVaultName": "v",
                "ScheduleExpression": "cron(0 5 * * ? *)",
                "Lifecycle": lifecycle,
            }
            for i, lifecycle in enumerate(lifecycles)
        ]
        backup.create_backup_plan(BackupPlan={"BackupPlanName": name, "Rules": rules})
    frame = collected("backup_plan").set_index("name").loc[["short", "ever"]]
    assert frame["rules"].tolist() == [2, 1]
    assert frame["shortest_retention_days"].tolist() == [7, 0]
    assert frame["schedules"].tolist() == ["cron(0 5 * * ? *); cron(0 5 * * ? *)", "cron(0 5 * * ? *)"]
    assert frame["copies"].tolist() == [0, 0]


def test_rules_that_copy_or_delete_early_and_a_plan_that_is_refused(answered):
    plan = {"BackupPlanId": "1", "BackupPlanArn": "arn:1"}
    rule = {"RuleName": "r", "TargetBackupVaultName": "v", "EnableContinuousBackup": True}
    early = rule | {"Lifecycle": {"DeleteAfterEvent": "DELETE_AFTER_COPY"}}
    copied = rule | {"CopyActions": [{"DestinationBackupVaultArn": "arn:v"}]}
    frame = answered(
        "backup_plan",
        ("list_backup_plans", {"BackupPlansList": [plan, {"BackupPlanId": "2", "BackupPlanArn": "arn:2"}]}),
        ("get_backup_plan", {"BackupPlan": {"BackupPlanName": "p", "Rules": [early, copied]}}),
        ("get_backup_plan", "AccessDeniedException"),
    )
    assert (frame["copies"][0], frame["continuous"][0], frame["deletes_after_copy"][0]) == (1, True, True)
    assert frame["shortest_retention_days"][0] == 0
    assert frame.loc[1, ["rules", "shortest_retention_days", "deletes_after_copy", "vaults"]].isna().all()


def test_vaults_locked_with_a_policy_without_one_and_refused(answered):
    locked = {"Locked": True, "LockDate": DAY, "MinRetentionDays": 35, "EncryptionKeyArn": "key"}
    statement = {"Effect": "Deny", "Principal": "*", "Action": "backup:DeleteRecoveryPoint", "Resource": "*"}
    frame = answered(
        "backup_vault",
        ("list_backup_vaults", {"BackupVaultList": [VAULT | locked, VAULT, VAULT | {"BackupVaultName": "w"}]}),
        ("get_backup_vault_access_policy", {"Policy": json.dumps({"Statement": statement})}),
        ("get_backup_vault_access_policy", "AccessDeniedException"),
    )
    assert frame["locked"].tolist() == [True, False, False]
    assert frame["lock_dated"].tolist() == [True, False, False]
    assert frame["min_retention_days"].tolist() == [35, 0, 0]
    assert frame["kms_key_id"].tolist() == ["key", "none", "none"]
    assert json.loads(frame["statements_json"][0]) == [statement]
    assert frame["statements_json"].isna().tolist() == [False, False, True]


def test_a_vault_without_a_policy(answered):
    frame = answered(
        "backup_vault",
        ("list_backup_vaults", {"BackupVaultList": [VAULT]}),
        ("get_backup_vault_access_policy", "ResourceNotFoundException"),
    )
    assert frame["statements_json"].tolist() == ["[]"]


def test_vaults_and_report_plans_of_the_estate(aws, collected):
    backup = aws("backup")
    backup.create_backup_vault(BackupVaultName="v")
    backup.create_report_plan(
        ReportPlanName="r",
        ReportDeliveryChannel={"S3BucketName": "reports"},
        ReportSetting={"ReportTemplate": "BACKUP_JOB_REPORT"},
    )
    assert collected("backup_vault")["resource_id"].tolist() == [VAULT["BackupVaultArn"]]
    frame = collected("backup_report_plan")
    assert frame["name"].tolist() == ["r"]
    assert (frame["template"][0], frame["bucket"][0]) == ("BACKUP_JOB_REPORT", "reports")


def test_protected_resources(answered):
    volume = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-1"
    listed = {"Results": [{"ResourceArn": volume, "ResourceType": "EBS", "LastBackupTime": DAY}]}
    frame = answered("backup_protected_resource", ("list_protected_resources", listed))
    assert frame["resource_id"].tolist() == [volume]
    assert frame["protected_type"].tolist() == ["EBS"]
    assert frame["last_backup_at"].tolist() == [DAY]


def test_recovery_points(answered):
    points = [
        {
            "RecoveryPointArn": "arn:1",
            "ResourceType": "EBS",
            "IsEncrypted": True,
            "Lifecycle": {"DeleteAfterDays": 35},
            "CreatedBy": {"BackupPlanId": "p"},
        },
        {"RecoveryPointArn": "arn:2", "IsEncrypted": False, "Lifecycle": {"DeleteAfterDays": -1}},
        {"RecoveryPointArn": "arn:3", "Lifecycle": {"DeleteAfterEvent": "DELETE_AFTER_COPY"}},
    ]
    frame = answered(
        "backup_recovery_point",
        ("list_backup_vaults", {"BackupVaultList": [VAULT]}),
        ("list_recovery_points_by_backup_vault", {"RecoveryPoints": points}),
    )
    assert frame["vault_name"].tolist() == ["v", "v", "v"]
    assert frame["encrypted"].tolist() == [True, False, False]
    assert frame["retention_days"].tolist() == [35, 0, 0]
    assert frame["deleted_after_copy"].tolist() == [False, False, True]
    assert frame["plan_id"].tolist() == ["p", "none", "none"]
