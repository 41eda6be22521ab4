using System.Collections.Frozen;
using System.Text;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>The little that paths need to know of FHIR's types, for R4 to R5: JSON alone does not tell a date from a text.</summary>
internal static class FhirTypes
{
    /// <summary>The primitive types that a constant can have.</summary>
    public static readonly FrozenSet<string> Primitives = new[]
    {
        "base64Binary", "boolean", "canonical", "code", "date", "dateTime", "decimal", "id", "instant", "integer", "integer64", "markdown", "oid",
        "positiveInt", "string", "time", "unsignedInt", "uri", "url", "uuid", "xhtml",
    }.ToFrozenSet();

    private static readonly string[] InChoices =
    [
        .. Primitives, "Address", "Age", "Annotation", "Attachment", "Availability", "CodeableConcept", "CodeableReference", "Coding", "ContactDetail",
        "ContactPoint", "Contributor", "Count", "DataRequirement", "Distance", "Dosage", "Duration", "Expression", "ExtendedContactDetail", "HumanName",
        "Identifier", "Meta", "Money", "ParameterDefinition", "Period", "Quantity", "Range", "Ratio", "RatioRange", "Reference", "RelatedArtifact",
        "SampledData", "Signature", "SimpleQuantity", "Timing", "TriggerDefinition", "UsageContext",
    ];

    private static readonly (byte[] Suffix, NodeFacts Facts)[] Suffixes =
        [.. InChoices.Select(static type => (Encoding.UTF8.GetBytes(Capital(type)), NodeFacts.OfType(type)!))];

    // Without this list a missing element could be mistaken for a longer one: conclusion and conclusionCode, reason and reasonReference.
    private static readonly FrozenSet<string> Choices = new[]
    {
        "abatement", "additive", "age", "allowed", "amount", "answer", "asNeeded", "attribute", "author", "born", "bounds", "cause", "characteristic",
        "chargeItem", "citeAs", "collected", "content", "created", "cost", "data", "date", "deceased", "defaultValue", "definition", "destination",
        "detail", "device", "diagnosis", "dosage", "dose", "doseNumber", "due", "effective", "entity", "event", "exclude", "exposure", "fastingStatus",
        "fixed", "geneMutation", "identified", "indication", "instance", "instantiates", "item", "legallyBinding", "location", "maxValue", "measure",
        "medication", "minValue", "multipleBirth", "name", "numberOfEvents", "occurred", "occurrence", "offset", "onset", "participantEffective", "pattern",
        "performed", "procedure", "product", "prohibited", "quantity", "rate", "reported", "scheduled", "schedule", "series", "seriesDoses", "serviced",
        "source", "spread", "start", "statusReason", "studyEffective", "subject", "substance", "target", "timing", "topic", "trigger", "used", "usage",
        "value", "versionAlgorithm", "when", "abortedBy", "availableTime", "comparator", "concept", "effectiveness", "interaction", "packaging",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Dates = new[]
    {
        "birthDate", "approvalDate", "lastReviewDate", "statusDate", "paymentDate", "expirationDate", "periodDate", "attestationDate",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Instants = new[] { "lastUpdated", "issued", "recorded", "timestamp" }.ToFrozenSet();

    /// <summary>Whether the element is written with its type behind its name.</summary>
    public static bool IsChoice(string name) => Choices.Contains(name);

    /// <summary>An element of the type that a choice's suffix names, or null where it is none.</summary>
    public static NodeFacts? OfSuffix(ReadOnlySpan<byte> suffix)
    {
        foreach ((byte[] known, NodeFacts facts) in Suffixes)
        {
            if (suffix.SequenceEqual(known))
            {
                return facts;
            }
        }

        return null;
    }

    /// <summary>The type of an element that has the same one wherever it occurs; null for all others.</summary>
    public static string? OfElement(string name) =>
        Dates.Contains(name) ? "date" : Instants.Contains(name) ? "instant" : null;

    /// <summary><c>dateTime</c> as it is written behind an element's name.</summary>
    public static string Capital(string type) => char.ToUpperInvariant(type[0]) + type[1..];

    public static bool IsPrimitive(string type) => Primitives.Contains(type) || (char.IsAsciiLetterLower(type[0]) && type != "xhtml");

    public static bool IsTemporal(string? type) => type is "date" or "dateTime" or "instant" or "time";

    public static bool IsNumeric(string? type) => type is "decimal" or "integer" or "positiveInt" or "unsignedInt" or "integer64";
}
