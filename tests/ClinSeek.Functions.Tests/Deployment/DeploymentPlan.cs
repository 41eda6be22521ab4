using System.Text.Json;
using ClinSeek.Functions.Tests.Architecture;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Deployment;

/// <summary>What <c>infra/main.bicep</c> would deploy with given environment variables, computed by the compiler without Azure.</summary>
internal sealed class DeploymentPlan
{
    private static readonly Lazy<DeploymentPlan> DefaultPlan = new(static () => new DeploymentPlan([]));

    private static readonly Lazy<DeploymentPlan> FullPlan = new(static () => new DeploymentPlan(new()
    {
        ["FHIR_ENABLED"] = "true",
        ["FHIR_EVENTS_ENABLED"] = "true",
        ["FHIR_EVENT_CRITERIA"] = "Condition?code=http://snomed.info/sct|267036007",
        ["DURABLE_BACKEND"] = "DurableTaskScheduler",
    }));

    private static readonly Lazy<DeploymentPlan> SmallPlan = new(static () => new DeploymentPlan(new()
    {
        ["MODEL_ENABLED"] = "false",
        ["ALWAYS_READY_INSTANCES"] = "0",
        ["KEY_PURGE_PROTECTION"] = "false",
    }));

    private DeploymentPlan(Dictionary<string, string> environment)
    {
        using var folder = new TemporaryFolder();
        string parameters = folder["plan.bicepparam"];
        File.WriteAllText(parameters, ParametersFile.ToBicepParameters(Path.GetRelativePath(folder.Path, Template), environment));
        (int exit, _, string diagnostics) = BicepCompiler.Run(
            "snapshot", parameters, "--mode", "overwrite", "--location", "westeurope",
            "--subscription-id", "11111111-1111-1111-1111-111111111111", "--tenant-id", "22222222-2222-2222-2222-222222222222");
        (exit, diagnostics.Trim()).ShouldBe((0, ""));
        using JsonDocument snapshot = JsonDocument.Parse(File.ReadAllText(folder["plan.snapshot.json"]));
        snapshot.RootElement.GetProperty("diagnostics").GetArrayLength().ShouldBe(0);
        Resources = [.. snapshot.RootElement.GetProperty("predictedResources").EnumerateArray().Select(static resource => new PlannedResource(
            resource.GetProperty("id").GetString()!,
            resource.GetProperty("type").GetString()!,
            resource.GetProperty("apiVersion").GetString()!,
            resource.GetProperty("name").GetString()!,
            resource.Clone()))];
    }

    /// <summary>The template that <c>azd</c> deploys.</summary>
    public static string Template => Path.Combine(Repository.Root, "infra", "main.bicep");

    /// <summary>Nothing switched.</summary>
    public static DeploymentPlan Default => DefaultPlan.Value;

    /// <summary>FHIR service, its events and the Durable Task Scheduler switched on.</summary>
    public static DeploymentPlan Full => FullPlan.Value;

    /// <summary>No model, nothing kept warm, no purge protection.</summary>
    public static DeploymentPlan Small => SmallPlan.Value;

    public IReadOnlyList<PlannedResource> Resources { get; }

    /// <summary>The settings of the Function App.</summary>
    public IReadOnlyDictionary<string, string> AppSettings => One("Microsoft.Web/sites/config").Body.GetProperty("properties")
        .EnumerateObject().ToDictionary(static setting => setting.Name, static setting => setting.Value.GetString()!);

    public IEnumerable<PlannedResource> All(string type) => Resources.Where(resource => resource.Type == type);

    public PlannedResource One(string type) => All(type).ShouldHaveSingleItem();
}
