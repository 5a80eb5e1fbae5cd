"""The types that the local server knows: how a resource is named, what `Ref` and `Fn::GetAtt` answer, and whether moto makes it."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Kind:
    """`ref` and attributes are texts with {name}, {id}, {uuid}, {upper}, {account}, {region}, {partition}, {ref}."""

    ref: str | None = "{name}"
    named: str | None = None
    attributes: dict[str, str | tuple[str, ...]] = dataclasses.field(default_factory=dict)
    moto: bool = False


def _arn(service, rest, region="{region}", account="{account}"):
    return f"arn:{{partition}}:{service}:{region}:{account}:{rest}"


def _by_moto(named=None, **attributes):
    return Kind(None, named, attributes, moto=True)


KINDS = {
    # Made by moto, so that its other calls know them too.
    "AWS::EC2::VPC": _by_moto(),
    "AWS::EC2::Subnet": _by_moto(),
    "AWS::EC2::InternetGateway": _by_moto(),
    "AWS::EC2::VPCGatewayAttachment": _by_moto(),
    "AWS::EC2::RouteTable": _by_moto(),
    "AWS::EC2::Route": _by_moto(),
    "AWS::EC2::SubnetRouteTableAssociation": _by_moto(),
    "AWS::EC2::EIP": _by_moto(),
    "AWS::EC2::NatGateway": _by_moto(),
    "AWS::EC2::SecurityGroup": _by_moto(named="GroupName"),
    "AWS::EC2::SecurityGroupIngress": _by_moto(),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": _by_moto(
        named="Name",
        CanonicalHostedZoneID="Z0LOADBALANCER",
        LoadBalancerFullName="app/{name}/{id}",
    ),
    "AWS::ElasticLoadBalancingV2::TargetGroup": _by_moto(named="Name", TargetGroupFullName="targetgroup/{name}/{id}"),
    "AWS::ElasticLoadBalancingV2::Listener": _by_moto(),
    "AWS::ElasticLoadBalancingV2::ListenerRule": _by_moto(),
    "AWS::ECS::Cluster": _by_moto(named="ClusterName"),
    "AWS::IAM::Role": _by_moto(named="RoleName"),
    "AWS::IAM::ManagedPolicy": _by_moto(named="ManagedPolicyName"),
    "AWS::KMS::Key": _by_moto(),
    "AWS::Logs::LogGroup": _by_moto(named="LogGroupName"),
    "AWS::S3::Bucket": _by_moto(named="BucketName", RegionalDomainName="{name}.s3.{region}.amazonaws.com"),
    "AWS::SNS::Topic": _by_moto(named="TopicName"),
    "AWS::ECR::Repository": _by_moto(named="RepositoryName"),
    # Made through moto by us (live.py), with all that moto's own way drops.
    "AWS::ECS::TaskDefinition": Kind(None, "Family"),
    "AWS::ECS::Service": Kind(None, "ServiceName", {"Name": "{name}"}),
    "AWS::SecretsManager::Secret": Kind(None, "Name"),
    "AWS::CertificateManager::Certificate": Kind(None),
    "AWS::CloudWatch::CompositeAlarm": Kind(None, "AlarmName"),
    # Kept by us alone.
    "AWS::EC2::FlowLog": Kind("fl-{id}"),
    "AWS::EC2::VPCEndpoint": Kind("vpce-{id}"),
    "AWS::EC2::SecurityGroupEgress": Kind("sgr-{id}"),
    "AWS::EC2::PrefixList": Kind("pl-{id}", attributes={"PrefixListId": "{ref}"}),
    "AWS::KMS::Alias": Kind("{name}", "AliasName"),
    "AWS::IAM::Policy": Kind("{name}", "PolicyName"),
    "AWS::IAM::OIDCProvider": Kind(_arn("iam", "oidc-provider/{name}", region=""), attributes={"Arn": "{ref}"}),
    "AWS::IAM::ServiceLinkedRole": Kind("{name}"),
    "AWS::S3::BucketPolicy": Kind("{name}", "Bucket"),
    "AWS::SNS::TopicPolicy": Kind("{id}"),
    "AWS::SNS::Subscription": Kind(_arn("sns", "{name}:{uuid}")),
    "AWS::RDS::DBSubnetGroup": Kind("{name}", "DBSubnetGroupName"),
    "AWS::RDS::DBParameterGroup": Kind("{name}", "DBParameterGroupName", {"DBParameterGroupName": "{name}"}),
    "AWS::RDS::DBInstance": Kind(
        "{name}",
        "DBInstanceIdentifier",
        {
            "Endpoint.Address": "{name}.database.local",
            "Endpoint.Port": "5432",
            "DbiResourceId": "db-{upper}",
            "DBInstanceArn": _arn("rds", "db:{name}"),
            "MasterUserSecret.SecretArn": _arn("secretsmanager", "secret:rds-{name}-{id}"),
        },
    ),
    "AWS::ElastiCache::SubnetGroup": Kind("{name}", "CacheSubnetGroupName"),
    "AWS::ElastiCache::ParameterGroup": Kind("{name}", "CacheParameterGroupName", {"CacheParameterGroupName": "{name}"}),
    "AWS::ElastiCache::User": Kind("{name}", "UserId"),
    "AWS::ElastiCache::UserGroup": Kind("{name}", "UserGroupId"),
    "AWS::ElastiCache::ReplicationGroup": Kind(
        "{name}",
        "ReplicationGroupId",
        {
            "PrimaryEndPoint.Address": "master.{name}.cache.local",
            "PrimaryEndPoint.Port": "6379",
            "ReaderEndPoint.Address": "replica.{name}.cache.local",
            "ReaderEndPoint.Port": "6379",
        },
    ),
    "AWS::SecretsManager::SecretTargetAttachment": Kind("{name}"),
    "AWS::SecretsManager::RotationSchedule": Kind("{name}"),
    "AWS::SecretsManager::ResourcePolicy": Kind("{name}"),
    "AWS::CloudFront::Distribution": Kind("E{upper}", attributes={"Id": "{ref}", "DomainName": "d{id}.cloudfront.net"}),
    "AWS::CloudFront::OriginAccessControl": Kind("E{upper}", attributes={"Id": "{ref}"}),
    "AWS::CloudFront::CachePolicy": Kind("{uuid}", attributes={"Id": "{ref}"}),
    "AWS::CloudFront::OriginRequestPolicy": Kind("{uuid}", attributes={"Id": "{ref}"}),
    "AWS::CloudFront::ResponseHeadersPolicy": Kind("{uuid}", attributes={"Id": "{ref}"}),
    "AWS::CloudFront::Function": Kind(_arn("cloudfront", "function/{name}", region=""), "Name", {"FunctionARN": "{ref}"}),
    "AWS::WAFv2::WebACL": Kind("{name}|{uuid}|REGIONAL", "Name", {"Arn": _arn("wafv2", "regional/webacl/{name}/{uuid}"), "Id": "{uuid}"}),
    "AWS::WAFv2::IPSet": Kind("{name}|{uuid}|REGIONAL", "Name", {"Arn": _arn("wafv2", "regional/ipset/{name}/{uuid}"), "Id": "{uuid}"}),
    "AWS::WAFv2::WebACLAssociation": Kind("{uuid}"),
    "AWS::WAFv2::LoggingConfiguration": Kind("{uuid}"),
    "AWS::ECS::ClusterCapacityProviderAssociations": Kind("{name}", "Cluster"),
    "AWS::ServiceDiscovery::PrivateDnsNamespace": Kind(
        "ns-{id}", attributes={"Id": "{ref}", "Arn": _arn("servicediscovery", "namespace/ns-{id}"), "HostedZoneId": "Z{upper}"}
    ),
    "AWS::ServiceDiscovery::Service": Kind("srv-{id}", attributes={"Id": "{ref}", "Arn": _arn("servicediscovery", "service/srv-{id}"), "Name": "{name}"}),
    "AWS::ApplicationAutoScaling::ScalableTarget": Kind("{name}", attributes={"Id": "{ref}"}),
    "AWS::ApplicationAutoScaling::ScalingPolicy": Kind(_arn("autoscaling", "scalingPolicy:{uuid}"), attributes={"Arn": "{ref}"}),
    "AWS::Logs::MetricFilter": Kind("{name}", "FilterName"),
    "AWS::Logs::QueryDefinition": Kind("{uuid}", attributes={"QueryDefinitionId": "{ref}"}),
    "AWS::Logs::ResourcePolicy": Kind("{name}", "PolicyName"),
    "AWS::CloudWatch::Alarm": Kind("{name}", "AlarmName", {"Arn": _arn("cloudwatch", "alarm:{name}")}),
    "AWS::CloudWatch::Dashboard": Kind("{name}", "DashboardName"),
    "AWS::Route53::RecordSet": Kind("{name}", "Name"),
    "AWS::Route53::RecordSetGroup": Kind("{name}"),
    "AWS::Route53::HostedZone": Kind("Z{upper}", attributes={"Id": "{ref}", "NameServers": ("ns-1.names.local", "ns-2.names.local")}),
    "AWS::Route53::HealthCheck": Kind("{uuid}", attributes={"HealthCheckId": "{ref}"}),
    "AWS::SSM::Parameter": Kind("{name}", "Name"),
    "AWS::Events::Rule": Kind("{name}", "Name", {"Arn": _arn("events", "rule/{name}")}),
    "AWS::Scheduler::Schedule": Kind("{name}", "Name", {"Arn": _arn("scheduler", "schedule/default/{name}")}),
    "AWS::Backup::BackupVault": Kind("{name}", "BackupVaultName", {"BackupVaultArn": _arn("backup", "backup-vault:{name}"), "BackupVaultName": "{name}"}),
    "AWS::Backup::BackupPlan": Kind("{uuid}", attributes={"BackupPlanId": "{ref}", "BackupPlanArn": _arn("backup", "backup-plan:{uuid}")}),
    "AWS::Backup::BackupSelection": Kind("{uuid}"),
}
