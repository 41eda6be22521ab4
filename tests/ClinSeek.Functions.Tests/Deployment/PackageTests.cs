using System.Text.Json;
using System.Text.RegularExpressions;
using ClinSeek.Functions.Hosting.CustomHandler;
using ClinSeek.Functions.Tests.Architecture;

namespace ClinSeek.Functions.Tests.Deployment;

/// <summary>azure.yaml, the template and host.json speak of the same app.</summary>
public sealed partial class PackageTests
{
    private static readonly string AzureYaml = File.ReadAllText(Path.Combine(Repository.Root, "azure.yaml"));

    [Fact]
    public void AzureYaml_Project_IsAFolderWithOneProject()
    {
        string folder = Path.Combine(Repository.Root, ProjectLine().Match(AzureYaml).Groups["path"].Value);

        Directory.EnumerateFiles(folder, "*.*proj").ShouldHaveSingleItem();
        AzureYaml.ShouldContain("language: dotnet");
        AzureYaml.ShouldContain("host: function");
    }

    [Fact]
    public void Project_UserSecrets_HaveAnId()
    {
        // azd would write one into the project file otherwise.
        string folder = Path.Combine(Repository.Root, ProjectLine().Match(AzureYaml).Groups["path"].Value);

        File.ReadAllText(Directory.EnumerateFiles(folder, "*.csproj").Single()).ShouldContain("<UserSecretsId>");
    }

    [Fact]
    public void AzureYaml_Service_IsFoundByTheTagOfTheApp()
    {
        string service = ServiceLine().Match(AzureYaml).Groups["name"].Value;

        DeploymentPlan.Default.One("Microsoft.Web/sites").Body.GetProperty("tags").GetProperty("azd-service-name").GetString().ShouldBe(service);
        DeploymentPlan.Default.One("Microsoft.Resources/resourceGroups").Body.GetProperty("tags").GetProperty("azd-env-name").GetString().ShouldBe("test");
    }

    [Fact]
    public void AzureYaml_Hooks_ExistInTheRepository()
    {
        foreach (Match hook in HookLine().Matches(AzureYaml))
        {
            File.Exists(Path.Combine(Repository.Root, hook.Groups["path"].Value)).ShouldBeTrue(hook.Value);
        }
    }

    [Fact]
    public void FunctionApp_Configuration_IsACustomHandlerOnFlexConsumption()
    {
        PlannedResource app = DeploymentPlan.Default.One("Microsoft.Web/sites");
        JsonElement plan = DeploymentPlan.Default.One("Microsoft.Web/serverfarms").Body;

        plan.GetProperty("sku").GetProperty("name").GetString().ShouldBe("FC1");
        app.Body.GetProperty("kind").GetString().ShouldBe("functionapp,linux");
        app.Property("functionAppConfig.runtime.name").GetString().ShouldBe("custom");
        app.Property("functionAppConfig.runtime.version").GetString().ShouldBe("1.0");
        app.Property("functionAppConfig.deployment.storage.authentication.type").GetString().ShouldBe("UserAssignedIdentity");
        app.Property("functionAppConfig.deployment.storage.value").GetString()!.ShouldContain("'app-package'");
        app.Property("httpsOnly").GetBoolean().ShouldBeTrue();
        // Anything else in it is refused with error 51021 in some regions.
        app.Property("siteConfig").EnumerateObject().Select(static member => member.Name).ShouldBe(["minTlsVersion"]);
    }

    [Fact]
    public void EventSubscription_Destination_IsTheFunctionThatTakesEvents()
    {
        string[] takers = [.. CaseFunctions.Create().Functions
            .Where(static function => function.Bindings.Any(static binding => binding.Type == "eventGridTrigger"))
            .Select(static function => function.Name)];

        DeploymentPlan.Full.One("Microsoft.EventGrid/systemTopics/eventSubscriptions").Property("destination.properties.resourceId").GetString()!
            .Split('/')[^1].ShouldBe(takers.ShouldHaveSingleItem());
    }

    [Fact]
    public void HostJson_Variables_AreSettingsOfTheApp()
    {
        MatchCollection variables = HostVariable().Matches(File.ReadAllText(Path.Combine(Repository.Root, "host.json")));

        variables.ShouldNotBeEmpty();
        foreach (Match variable in variables)
        {
            DeploymentPlan.Default.AppSettings.Keys.ShouldContain(variable.Groups["name"].Value);
        }
    }

    [GeneratedRegex(@"^    project: (?<path>\S+)$", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();

    [GeneratedRegex(@"^  (?<name>\w+):$", RegexOptions.Multiline)]
    private static partial Regex ServiceLine();

    [GeneratedRegex(@"^ +run: (?<path>\S+)", RegexOptions.Multiline)]
    private static partial Regex HookLine();

    [GeneratedRegex("\"%(?<name>[A-Za-z_]+)%\"")]
    private static partial Regex HostVariable();
}
