using System.Runtime.InteropServices;
using System.Text.Json;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Time;
using ClinSeek.Evidence.Cutoff;

namespace ClinSeek.Ehr.Database.Functions;

/// <summary>What a column function may ask about the row that it fills. Used again for every row of a build.</summary>
internal sealed class RowContext
{
    private JsonElement _twinNode;
    private UcumTwin? _twin;

    public RowContext(ResourceIndex index, CutoffTime cutoff)
    {
        Index = index;
        Cutoff = cutoff;
        Concepts = new ConceptTexts(this);
    }

    public ResourceIndex Index { get; }

    public CutoffTime Cutoff { get; }

    public TextPool Texts { get; } = new();

    public RenderedTimes Times { get; } = new();

    public ConceptTexts Concepts { get; }

    /// <summary>The whole resource.</summary>
    public JsonElement Resource { get; private set; }

    /// <summary>The first row of the resource, for the others to point at; null while it is being made.</summary>
    public PatientRow? First { get; set; }

    public void Begin(JsonElement resource)
    {
        Resource = resource;
        First = null;
        _twinNode = default;
    }

    /// <summary>The canonical form of a node's quantity: two columns show it, and it is worked out once.</summary>
    public UcumTwin? Twin(JsonElement node)
    {
        if (node.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        // The same place in the page, not merely the same text.
        if (_twinNode.ValueKind != JsonValueKind.Object || JsonMarshal.GetRawUtf8Value(node) != JsonMarshal.GetRawUtf8Value(_twinNode))
        {
            _twin = UcumTwin.Of(node, Texts);
            _twinNode = node;
        }

        return _twin;
    }

    /// <summary>The concept that an element is, or that the resource has which it refers to.</summary>
    public JsonElement Concept(JsonElement element) =>
        element.Text("reference"u8) is { } reference ? Index.Resolve(Resource, reference).Get("code"u8)
        : element.Get("concept"u8) is { ValueKind: JsonValueKind.Object } concept ? concept
        : element.Get("reference"u8) is { ValueKind: JsonValueKind.Object } nested ? Concept(nested)
        : element;
}
