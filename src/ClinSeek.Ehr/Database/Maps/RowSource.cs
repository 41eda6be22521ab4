using System.Text.Json;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Evidence.Cutoff;

namespace ClinSeek.Ehr.Database.Maps;

/// <summary>What one row is made from. Reused for every row of a build.</summary>
internal sealed class RowSource(ResourceIndex index, CutoffTime cutoff)
{
    private Concept? _concept;

    public ResourceIndex Index { get; } = index;

    public CutoffTime Cutoff { get; } = cutoff;

    public string Id { get; private set; } = string.Empty;

    public string ResourceType { get; private set; } = string.Empty;

    /// <summary>The whole resource.</summary>
    public JsonElement Resource { get; private set; }

    /// <summary>The part that the row is about: the resource itself, a component, an attachment.</summary>
    public JsonElement Node { get; private set; }

    /// <summary>The panel's row, for a component.</summary>
    public PatientRow? Parent { get; private set; }

    public void Begin(FhirEntry entry)
    {
        Id = entry.Id;
        ResourceType = entry.Type;
        Resource = entry.Resource;
    }

    public void Select(JsonElement node, PatientRow? parent)
    {
        Node = node;
        Parent = parent;
        _concept = null;
    }

    /// <summary>The concept that the four coding columns are made from, read once a row.</summary>
    public Concept Code(Func<RowSource, JsonElement> where) => _concept ??= Concept.Of(where(this));
}
