using System.Text.Json;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>What few items have besides their JSON. Paths that give the same to every item share one.</summary>
/// <param name="Sibling">What stands under the underscored name of a primitive: its id and extensions.</param>
/// <param name="Type">The FHIR type where it is known.</param>
/// <param name="Computed">A string, bool or decimal; null for an element.</param>
internal sealed record NodeFacts(JsonElement Sibling, string? Type, object? Computed)
{
    /// <summary>What is said of the resource itself: that it is it.</summary>
    public static readonly NodeFacts Resource = new(default, null, null);

    /// <summary>An element of which nothing but the type is known; null where not even that.</summary>
    public static NodeFacts? OfType(string? type) => type is null ? null : new NodeFacts(default, type, null);
}
