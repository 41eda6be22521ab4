using System.Text.Json;
using ClinSeek.Functions.Tests.Architecture;

namespace ClinSeek.Functions.Tests.Deployment;

/// <summary>The template compiles without a warning, and is wired to its parameters file.</summary>
public sealed class TemplateTests
{
    private static readonly Lazy<(int Exit, string Output, string Diagnostics)> Built =
        new(static () => BicepCompiler.Run("build", DeploymentPlan.Template, "--stdout"));

    [Fact]
    public void Build_MainTemplate_HasNoErrorAndNoWarning() => (Built.Value.Exit, Built.Value.Diagnostics.Trim()).ShouldBe((0, ""));

    [Fact]
    public void Modules_Folder_HoldsNoFileThatNobodyUses()
    {
        string infra = Path.Combine(Repository.Root, "infra");
        string all = string.Concat(Directory.EnumerateFiles(infra, "*.bicep", SearchOption.AllDirectories).Select(File.ReadAllText));

        Directory.EnumerateFiles(Path.Combine(infra, "modules")).Select(static file => Path.GetFileName(file)!)
            .Where(name => !all.Contains($"'modules/{name}'", StringComparison.Ordinal) && !all.Contains($"'{name}'", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void ParametersFile_Values_AreThoseThatTheTemplateDeclares()
    {
        using JsonDocument template = JsonDocument.Parse(Built.Value.Output);
        Dictionary<string, JsonElement> declared = template.RootElement.GetProperty("parameters").EnumerateObject()
            .ToDictionary(static parameter => parameter.Name, static parameter => parameter.Value);
        IReadOnlyDictionary<string, string> given = ParametersFile.Read();

        given.Keys.ShouldBe(declared.Keys, ignoreOrder: true);
        foreach ((string name, string written) in given)
        {
            JsonElement parameter = declared[name];
            string? inFile = ParametersFile.Variable().Match(written) is { Success: true } match && match.Groups["default"].Success ? match.Groups["default"].Value : null;
            string? inTemplate = parameter.TryGetProperty("defaultValue", out JsonElement value) ? value.ToString().ToLowerInvariant() : null;
            inFile?.ToLowerInvariant().ShouldBe(inTemplate, $"{name} has one default here and another there");
            parameter.GetProperty("type").GetString().ShouldNotStartWith("secure");
        }
    }

    [Fact]
    public void Snapshot_Default_DeploysTheAppAndWhatItNeeds() =>
        DeploymentPlan.Default.Resources.Select(static resource => resource.Type)
            .Where(static type => type is not ("Microsoft.Authorization/roleAssignments" or "Microsoft.Insights/diagnosticSettings"))
            .Order(StringComparer.Ordinal).ShouldBe(
            [
                "Microsoft.CognitiveServices/accounts",
                "Microsoft.CognitiveServices/accounts/deployments",
                "Microsoft.Insights/components",
                "Microsoft.KeyVault/vaults",
                "Microsoft.KeyVault/vaults/keys",
                "Microsoft.KeyVault/vaults/keys",
                "Microsoft.ManagedIdentity/userAssignedIdentities",
                "Microsoft.OperationalInsights/workspaces",
                "Microsoft.Resources/resourceGroups",
                "Microsoft.Storage/storageAccounts",
                "Microsoft.Storage/storageAccounts",
                "Microsoft.Storage/storageAccounts/blobServices",
                "Microsoft.Storage/storageAccounts/blobServices",
                "Microsoft.Storage/storageAccounts/blobServices/containers",
                "Microsoft.Storage/storageAccounts/blobServices/containers",
                "Microsoft.Web/serverfarms",
                "Microsoft.Web/sites",
                "Microsoft.Web/sites/basicPublishingCredentialsPolicies",
                "Microsoft.Web/sites/basicPublishingCredentialsPolicies",
                "Microsoft.Web/sites/config",
            ]);

    [Fact]
    public void Snapshot_Switches_AddAndRemoveWhatTheyName()
    {
        string[] always = [.. DeploymentPlan.Default.Resources.Select(static resource => resource.Type).Distinct()];

        DeploymentPlan.Full.Resources.Select(static resource => resource.Type).Distinct().Except(always).Order(StringComparer.Ordinal).ShouldBe(
        [
            "Microsoft.DurableTask/schedulers",
            "Microsoft.DurableTask/schedulers/taskHubs",
            "Microsoft.EventGrid/systemTopics",
            "Microsoft.EventGrid/systemTopics/eventSubscriptions",
            "Microsoft.HealthcareApis/workspaces",
            "Microsoft.HealthcareApis/workspaces/fhirservices",
        ]);
        always.Except(DeploymentPlan.Small.Resources.Select(static resource => resource.Type)).ShouldBe(
            ["Microsoft.CognitiveServices/accounts", "Microsoft.CognitiveServices/accounts/deployments"]);
        DeploymentPlan.Small.One("Microsoft.Web/sites").Property("functionAppConfig.scaleAndConcurrency.alwaysReady").GetArrayLength().ShouldBe(0);
        DeploymentPlan.Small.One("Microsoft.KeyVault/vaults").Property("enablePurgeProtection").ValueKind.ShouldBe(JsonValueKind.Null);
    }
}
