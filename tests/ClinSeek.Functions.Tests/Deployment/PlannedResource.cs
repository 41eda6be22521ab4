using System.Text.Json;
using System.Text.RegularExpressions;

namespace ClinSeek.Functions.Tests.Deployment;

/// <summary>One resource as it would be sent to Azure; what only Azure knows stays an expression in brackets.</summary>
internal sealed partial record PlannedResource(string Id, string Type, string ApiVersion, string Name, JsonElement Body)
{
    /// <summary>The resource that an assignment or a setting is attached to: type and last name, such as <c>vaults/keys clinseek-signing</c>.</summary>
    public string Scope
    {
        get
        {
            Match match = ScopeOfExtension().Match(Id);
            string[] parts = (match.Success ? match.Groups["scope"].Value : Id[..Id.LastIndexOf("/providers/", StringComparison.Ordinal)]).Split('/');
            int provider = Array.LastIndexOf(parts, "providers");
            string type = string.Join('/', parts[(provider + 2)..].Where(static (_, index) => index % 2 == 0));
            return type + " " + parts[^1];
        }
    }

    /// <summary>A member of the properties, reached by names with dots between.</summary>
    public JsonElement Property(string path)
    {
        JsonElement value = Body.GetProperty("properties");
        foreach (string name in path.Split('.'))
        {
            value = value.GetProperty(name);
        }

        return value;
    }

    [GeneratedRegex(@"^\[extensionResourceId\('(?<scope>[^']+)'")]
    private static partial Regex ScopeOfExtension();
}
