using System.Text.Json;

namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>A named value that paths use as <c>%name</c>.</summary>
/// <param name="Name">Without the percent sign.</param>
/// <param name="Type">The FHIR primitive type, from <c>value[x]</c>.</param>
/// <param name="Value">The value as it stands.</param>
public sealed record ViewConstant(string Name, string Type, JsonElement Value);
