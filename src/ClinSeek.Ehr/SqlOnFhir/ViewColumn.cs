namespace ClinSeek.Ehr.SqlOnFhir;

/// <summary>One column of a view.</summary>
/// <param name="Name">A name that any database takes: a letter, then letters, digits and underscores.</param>
/// <param name="Path">The FHIRPath of its value.</param>
/// <param name="Type">The FHIR type, or null where it is not declared.</param>
/// <param name="Collection">Whether it may hold several values.</param>
/// <param name="Description">What it holds, or null.</param>
/// <param name="Tags">Free marks, by name.</param>
/// <param name="Location">Where it stands in the definition, for messages.</param>
public sealed record ViewColumn(
    string Name, string Path, string? Type, bool Collection, string? Description, IReadOnlyDictionary<string, string> Tags, string Location)
{
    /// <summary>The SQL type: the <c>ansi/type</c> tag, else the specification's default for the FHIR type.</summary>
    public string SqlType => Tags.TryGetValue("ansi/type", out string? tagged) ? tagged : Type switch
    {
        "boolean" => "BOOLEAN",
        "integer" or "positiveInt" or "unsignedInt" => "INT",
        "integer64" => "BIGINT",
        "instant" => "TIMESTAMP WITH TIME ZONE",
        "base64Binary" => "BINARY",
        _ => "CHARACTER VARYING",
    };
}
