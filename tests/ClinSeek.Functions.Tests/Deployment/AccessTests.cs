using ClinSeek.Functions.Tests.Architecture;

namespace ClinSeek.Functions.Tests.Deployment;

/// <summary>Nothing accepts a shared key, no setting is a secret, and the app's identity may do what it must and nothing else.</summary>
public sealed class AccessTests
{
    private static readonly Dictionary<string, string> Roles = new()
    {
        ["5e0bd9bd-7b93-4f28-af87-19fc36ad61bd"] = "Cognitive Services OpenAI User",
        ["0ad04412-c4d5-4796-b79c-f76d14c8d402"] = "Durable Task Data Contributor",
        ["4c8d0bbc-75d3-4935-991f-5f3c56d81508"] = "FHIR Data Reader",
        ["e147488a-f6f5-4113-8e2d-b22465e65bf6"] = "Key Vault Crypto Service Encryption User",
        ["12338af0-0e69-4776-bea7-57ae8d297424"] = "Key Vault Crypto User",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
    };

    [Fact]
    public void Roles_Default_AreExactlyTheLeast() => Granted(DeploymentPlan.Default).ShouldBe(
        [
            "Cognitive Services OpenAI User on accounts cog",
            "Key Vault Crypto Service Encryption User on vaults/keys clinseek-wrapping",
            "Key Vault Crypto User on vaults/keys clinseek-signing",
            "Monitoring Metrics Publisher on components appi",
            "Storage Blob Data Contributor on storageAccounts sthost",
            "Storage Blob Data Contributor on storageAccounts/blobServices/containers clinseek",
            "Storage Queue Data Contributor on storageAccounts sthost",
            "Storage Table Data Contributor on storageAccounts sthost",
        ]);

    [Fact]
    public void Roles_WithFhirAndScheduler_AddReadingAndTheTaskHubAndDropQueuesAndTables() => Granted(DeploymentPlan.Full).ShouldBe(
        [
            "Cognitive Services OpenAI User on accounts cog",
            "Durable Task Data Contributor on schedulers/taskHubs clinseek",
            "FHIR Data Reader on workspaces/fhirservices record",
            "Key Vault Crypto Service Encryption User on vaults/keys clinseek-wrapping",
            "Key Vault Crypto User on vaults/keys clinseek-signing",
            "Monitoring Metrics Publisher on components appi",
            "Storage Blob Data Contributor on storageAccounts sthost",
            "Storage Blob Data Contributor on storageAccounts/blobServices/containers clinseek",
        ]);

    [Fact]
    public void Roles_All_BelongToTheIdentityOfTheApp()
    {
        foreach (PlannedResource assignment in DeploymentPlan.Full.All("Microsoft.Authorization/roleAssignments"))
        {
            assignment.Property("principalType").GetString().ShouldBe("ServicePrincipal");
            assignment.Property("principalId").GetString()!.ShouldContain("format('identity-{0}'");
        }
    }

    [Fact]
    public void SharedKeys_EveryService_AreRefused()
    {
        foreach (PlannedResource account in DeploymentPlan.Full.All("Microsoft.Storage/storageAccounts"))
        {
            account.Property("allowSharedKeyAccess").GetBoolean().ShouldBeFalse();
            account.Property("allowBlobPublicAccess").GetBoolean().ShouldBeFalse();
            account.Property("supportsHttpsTrafficOnly").GetBoolean().ShouldBeTrue();
            account.Property("minimumTlsVersion").GetString().ShouldBe("TLS1_2");
        }

        foreach (PlannedResource container in DeploymentPlan.Full.All("Microsoft.Storage/storageAccounts/blobServices/containers"))
        {
            container.Property("publicAccess").GetString().ShouldBe("None");
        }

        DeploymentPlan.Full.One("Microsoft.CognitiveServices/accounts").Property("disableLocalAuth").GetBoolean().ShouldBeTrue();
        DeploymentPlan.Full.One("Microsoft.Insights/components").Property("DisableLocalAuth").GetBoolean().ShouldBeTrue();
        DeploymentPlan.Full.One("Microsoft.OperationalInsights/workspaces").Property("features.disableLocalAuth").GetBoolean().ShouldBeTrue();
        DeploymentPlan.Full.One("Microsoft.KeyVault/vaults").Property("enableRbacAuthorization").GetBoolean().ShouldBeTrue();
        DeploymentPlan.Full.All("Microsoft.Web/sites/basicPublishingCredentialsPolicies")
            .ShouldAllBe(static policy => !policy.Property("allow").GetBoolean());
    }

    [Fact]
    public void Template_Text_AsksForNoKeys()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "infra"), "*.bicep", SearchOption.AllDirectories))
        {
            string text = File.ReadAllText(file);
            foreach (string word in (string[])["listKeys", "listSecrets", "listAccountSas", "listServiceSas", "AccountKey=", "SharedAccessKey", "InstrumentationKey", "getSecret(", "@secure"])
            {
                text.ShouldNotContain(word, Case.Insensitive, Path.GetFileName(file));
            }
        }
    }

    [Fact]
    public void Keys_Uses_AreTheirOwnAlone()
    {
        Dictionary<string, PlannedResource> keys = DeploymentPlan.Default.All("Microsoft.KeyVault/vaults/keys").ToDictionary(static key => key.Name.Split('/')[^1]);

        keys["clinseek-wrapping"].Property("kty").GetString().ShouldBe("RSA");
        keys["clinseek-wrapping"].Property("keySize").GetInt32().ShouldBe(3072);
        Uses(keys["clinseek-wrapping"]).ShouldBe(["wrapKey", "unwrapKey"]);
        keys["clinseek-signing"].Property("kty").GetString().ShouldBe("EC");
        keys["clinseek-signing"].Property("curveName").GetString().ShouldBe("P-256");
        Uses(keys["clinseek-signing"]).ShouldBe(["sign", "verify"]);
    }

    [Fact]
    public void Diagnostics_EveryStoreOfRecordsOrKeys_LogsAccess() =>
        DeploymentPlan.Full.All("Microsoft.Insights/diagnosticSettings").Select(static setting => Short(setting.Scope)).Order(StringComparer.Ordinal).ShouldBe(
            ["accounts cog", "storageAccounts/blobServices default", "vaults kv", "workspaces/fhirservices record"]);

    private static string[] Uses(PlannedResource key) => [.. key.Property("keyOps").EnumerateArray().Select(static use => use.GetString()!)];

    private static string[] Granted(DeploymentPlan plan) => [.. plan.All("Microsoft.Authorization/roleAssignments")
        .Select(static assignment => Roles[assignment.Property("roleDefinitionId").GetString()!.Split('/')[^1]] + " on " + Short(assignment.Scope))
        .Order(StringComparer.Ordinal)];

    /// <summary>A name without the 13 characters that make it unique.</summary>
    private static string Short(string scope) => DeploymentPlan.Default.One("Microsoft.Web/sites").Name["func-".Length..] is var token
        ? scope.Replace("-" + token, "", StringComparison.Ordinal).Replace(token, "", StringComparison.Ordinal)
        : scope;
}
