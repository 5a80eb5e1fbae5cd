"""What keeps people's data: encrypted, private, backed up, and not thrown away with a stack."""

import json

from deploy.changes import PRECIOUS


def _true(value):
    return str(value).lower() == "true"


def precious_things_outlive_their_stack(site):
    """Data is kept, or snapshotted, when its stack goes or is replaced."""
    for thing in site.things:
        if thing.type in PRECIOUS:
            for policy in ("DeletionPolicy", "UpdateReplacePolicy"):
                if thing.definition.get(policy) not in ("Retain", "Snapshot", "RetainExceptOnCreate"):
                    yield f"{site.name_of(thing)}: {policy} is {thing.definition.get(policy, 'Delete')}"


def postgresql_forces_tls(site):
    """PostgreSQL forces TLS."""
    groups = {group.physical_resource_id: group for group in site.of("AWS::RDS::DBParameterGroup")}
    for database in site.of("AWS::RDS::DBInstance"):
        group = groups.get(database.properties.get("DBParameterGroupName"))
        if group is None or str(group.properties.get("Parameters", {}).get("rds.force_ssl")) != "1":
            yield f"{site.name_of(database)}: its parameter group doesn't say rds.force_ssl = 1"


def postgresql_is_kept(site):
    """PostgreSQL is encrypted, protected, backed up, its owner's password kept by RDS, and in prod in two zones."""
    for database in site.of("AWS::RDS::DBInstance"):
        given = database.properties
        name = site.name_of(database)
        if not _true(given.get("StorageEncrypted")):
            yield f"{name}: isn't encrypted"
        if int(given.get("BackupRetentionPeriod", 1)) < (7 if site.name == "prod" else 1):
            yield f"{name}: backups are kept {given.get('BackupRetentionPeriod')} days"
        if not _true(given.get("ManageMasterUserPassword")) or "MasterUserPassword" in given:
            yield f"{name}: the owner's password isn't RDS's to keep and to change"
        if site.name == "prod" and not (_true(given.get("MultiAZ")) and _true(given.get("DeletionProtection"))):
            yield f"{name}: prod needs MultiAZ and DeletionProtection"
        if not 15 <= int(str(given["EngineVersion"]).split(".", 1)[0]) <= 18:
            yield f"{name}: PostgreSQL {given['EngineVersion']}"


def redis_is_closed(site):
    """Redis wants TLS and a password, is encrypted, and drops no session silently."""
    groups = {group.physical_resource_id: group for group in site.of("AWS::ElastiCache::ParameterGroup")}
    for cache in site.of("AWS::ElastiCache::ReplicationGroup"):
        given, name = cache.properties, site.name_of(cache)
        if not _true(given.get("TransitEncryptionEnabled")) or not _true(given.get("AtRestEncryptionEnabled")):
            yield f"{name}: isn't encrypted in transit and at rest"
        if not given.get("AuthToken") and not given.get("UserGroupIds"):
            yield f"{name}: wants no password"
        group = groups.get(given.get("CacheParameterGroupName"))
        policy = (group.properties.get("Properties", {}) if group else {}).get("maxmemory-policy")
        if policy not in ("noeviction", "volatile-ttl"):
            yield f"{name}: its policy when memory is full is {policy}"
        if not str(given.get("EngineVersion", "")).startswith("7"):
            yield f"{name}: Redis {given.get('EngineVersion')}"


def buckets_are_private(site):
    """Buckets are private, encrypted, refuse plain HTTP and clear up what uploads leave."""
    policies = {policy.properties["Bucket"]: json.dumps(policy.properties["PolicyDocument"]) for policy in site.of("AWS::S3::BucketPolicy")}
    for bucket in site.of("AWS::S3::Bucket"):
        block = bucket.properties.get("PublicAccessBlockConfiguration", {})
        name = site.name_of(bucket)
        for word in ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"):
            if not _true(block.get(word)):
                yield f"{name}: {word} is off"
        if "BucketEncryption" not in bucket.properties:
            yield f"{name}: isn't encrypted"
        if "aws:SecureTransport" not in policies.get(bucket.physical_resource_id, ""):
            yield f"{name}: answers plain HTTP"
        if not bucket.properties.get("LifecycleConfiguration", {}).get("Rules"):
            yield f"{name}: has no lifecycle"


def tls_everywhere(site):
    """Load balancer and CDN speak TLS 1.2 or later only."""
    for listener in site.of("AWS::ElasticLoadBalancingV2::Listener"):
        given = listener.properties
        if given["Protocol"] == "HTTPS" and "TLS13-1-" not in given.get("SslPolicy", ""):
            yield f"{site.name_of(listener)}: {given.get('SslPolicy')}"
    for distribution in site.of("AWS::CloudFront::Distribution"):
        config, name = distribution.properties["DistributionConfig"], site.name_of(distribution)
        for behaviour in [config["DefaultCacheBehavior"], *config.get("CacheBehaviors", [])]:
            if behaviour["ViewerProtocolPolicy"] not in ("redirect-to-https", "https-only"):
                yield f"{name}: shows {behaviour.get('PathPattern', 'everything')} by plain HTTP"
        certificate = config.get("ViewerCertificate", {})
        if not str(certificate.get("MinimumProtocolVersion", "")).startswith("TLSv1.2_2"):
            yield f"{name}: {certificate.get('MinimumProtocolVersion')}"
        for origin in config["Origins"]:
            if "S3OriginConfig" in origin and not origin.get("OriginAccessControlId"):
                yield f"{name}: reads the bucket of {origin['Id']} without an origin access control"


def keys_turn(site):
    """KMS keys are changed every year."""
    for key in site.of("AWS::KMS::Key"):
        if not _true(key.properties.get("EnableKeyRotation")):
            yield f"{site.name_of(key)}: is never changed"
