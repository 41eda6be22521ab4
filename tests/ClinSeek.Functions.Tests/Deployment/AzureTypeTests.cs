using ClinSeek.Functions.Tests.EndToEnd;

namespace ClinSeek.Functions.Tests.Deployment;

/// <summary>
/// Every planned resource against property trees of Azure's resource types that were taken apart from the compiler: the
/// compiler warns of unknown properties, the trees also of read-only ones, missing ones and names out of their limits.
/// </summary>
public sealed class AzureTypeTests
{
    /// <summary>Types that have no tree and are held by the compiler alone.</summary>
    private static readonly string[] WithoutTree =
    [
        "Microsoft.Resources/resourceGroups",
        "Microsoft.Storage/storageAccounts/blobServices",
        "Microsoft.Web/sites/basicPublishingCredentialsPolicies",
    ];

    [Fact]
    [Trait("Category", "SharedData")]
    public void Resources_AllPlans_FitTheirTypes()
    {
        Assert.SkipUnless(SharedData.IsPresent, "SharedData: the property trees of Azure's resource types are not here; name the folder that holds azure-types with CLINSEEK_SHARED_DATA");

        var problems = new List<string>();
        foreach (PlannedResource resource in new[] { DeploymentPlan.Default, DeploymentPlan.Full, DeploymentPlan.Small }.SelectMany(static plan => plan.Resources))
        {
            string file = SharedData.At(Path.Combine("azure-types", $"{resource.Type.Replace('/', '.')}@{resource.ApiVersion}.txt"));
            if (File.Exists(file))
            {
                problems.AddRange(AzureTypeCheck.Problems(resource, AzureType.Parse(File.ReadLines(file))));
            }
            else if (!WithoutTree.Contains(resource.Type))
            {
                problems.Add($"{resource.Type}@{resource.ApiVersion} has no tree");
            }
        }

        problems.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Problems_WrongResource_NamesEachMistake()
    {
        AzureType tree = AzureType.Parse(
        [
            "## Example.Room/things@2024-01-01 ",
            "name [R]: string(3,5,^[a-z]+$)",
            "sku [R]: {Sku}",
            "  name [R]: 'A'|'B'",
            "properties: {Properties}",
            "  url [ro]: string",
            "  open: boolean",
            "  count: int0..9",
            "  uses: 'x'|'y'[]",
            "  target: discriminatedobject",
            "    <kind=Queue>",
            "      kind [R]: 'Queue'",
            "      queueName [R]: string",
        ]);
        using var body = System.Text.Json.JsonDocument.Parse("""
            { "id": "i", "type": "t", "apiVersion": "v", "name": "toolong", "extra": 1, "properties": { "url": "u", "open": "yes", "count": 3,
              "uses": ["x", "z"], "target": { "kind": "Queue", "topic": "t" }, "later": "[reference('x').y]" } }
            """);

        AzureTypeCheck.Problems(new PlannedResource("i", "things", "v", "toolong", body.RootElement), tree).ShouldBe(
        [
            "things: the name toolong is not string(3,5,^[a-z]+$)",
            "things.extra does not exist",
            "things.properties.url can only be read",
            "things.properties.open = \"yes\" is not boolean",
            "things.properties.uses[1] = \"z\" is not 'x'|'y'",
            "things.properties.target.topic does not exist",
            "things.properties.target.queueName is missing",
            "things.properties.later does not exist",
            "things.sku is missing",
        ]);
    }
}
