using System.Text.Json;

namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>What a server says that it can do. Where it says nothing, everything is taken to be possible and tried.</summary>
internal sealed class ServerCapabilities
{
    private readonly Dictionary<string, TypeCapability> _types = new(StringComparer.Ordinal);

    /// <summary>A server that says nothing.</summary>
    public static ServerCapabilities Unknown { get; } = new();

    /// <summary>Whether the server said anything.</summary>
    public bool IsKnown { get; private init; }

    /// <summary>Whether it offers <c>Patient/{id}/$everything</c>; null where it says nothing.</summary>
    public bool? Everything { get; private set; }

    public static ServerCapabilities Read(ReadOnlyMemory<byte> statement)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(statement, new JsonDocumentOptions { MaxDepth = FhirPageReader.MaxDepth });
            if (!document.RootElement.Is("resourceType"u8, "CapabilityStatement"u8))
            {
                return Unknown;
            }

            var capabilities = new ServerCapabilities { IsKnown = true, Everything = false };
            foreach (JsonElement rest in document.RootElement.Get("rest"u8).Items().Where(static rest => !rest.Is("mode"u8, "client"u8)))
            {
                capabilities.Add(rest);
            }

            return capabilities._types.Count == 0 ? Unknown : capabilities;
        }
        catch (JsonException)
        {
            return Unknown;
        }
    }

    public bool Offers(string type) => !IsKnown || _types.ContainsKey(type);

    /// <summary>The first of the parameters that the server knows for a type; null where it knows none of them.</summary>
    public string? ParameterOf(CompartmentType type)
    {
        if (!IsKnown || !_types.TryGetValue(type.Name, out TypeCapability? known) || known.Parameters.Count == 0)
        {
            return type.Parameters[0];
        }

        return type.Parameters.FirstOrDefault(known.Parameters.Contains);
    }

    /// <summary>Whether former versions of a type can be read; true where the server says nothing.</summary>
    public bool KeepsHistory(string type) => !IsKnown || (_types.TryGetValue(type, out TypeCapability? known) && known.History);

    private void Add(JsonElement rest)
    {
        Everything |= rest.Get("operation"u8).Items().Any(static operation => IsEverything(operation, named: false));
        foreach (JsonElement resource in rest.Get("resource"u8).Items())
        {
            if (resource.Text("type"u8) is not { } type)
            {
                continue;
            }

            if (type == "Patient")
            {
                Everything |= resource.Get("operation"u8).Items().Any(static operation => IsEverything(operation, named: true));
            }

            _types[type] = new TypeCapability(
                new HashSet<string>(resource.Get("searchParam"u8).Items().Select(static parameter => parameter.Text("name"u8)).OfType<string>(), StringComparer.Ordinal),
                resource.Get("interaction"u8).Items().Any(static interaction => interaction.Is("code"u8, "history-instance"u8)));
        }
    }

    private static bool IsEverything(JsonElement operation, bool named) =>
        (named && operation.Text("name"u8) is "everything" or "$everything")
        || operation.Text("definition"u8)?.Contains("Patient-everything", StringComparison.OrdinalIgnoreCase) == true;

    private sealed record TypeCapability(HashSet<string> Parameters, bool History);
}
