using System.Runtime.InteropServices;
using System.Text.Json;
using ClinSeek.Ehr.Fhir;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>What the paths of one resource share while it is evaluated. Not thread-safe; used again for the next resource.</summary>
/// <param name="options">The options of the view.</param>
/// <param name="shared">How many beginnings the paths of the view share.</param>
/// <param name="resolve">Gives the key of a reference to one of the resources.</param>
internal sealed class Evaluation(ViewOptions options, int shared, Func<string, string?>? resolve)
{
    private readonly Stack<NodeBuffer> _free = new();
    private readonly Shared[] _shared = new Shared[shared];

    public ViewOptions Options { get; } = options;

    /// <summary>The keys of references; absolute and urn ones from whoever knows the other resources.</summary>
    public ReferenceKeys Keys { get; } = new(options, resolve);

    public PathNode Resource { get; private set; }

    /// <summary>The names of the resource's elements.</summary>
    public ElementNames Names { get; private set; }

    /// <summary>Whether any primitive may have extensions: most resources have none, and are spared the second look-up.</summary>
    public bool HasSiblings { get; private set; }

    /// <summary><c>%rowIndex</c>.</summary>
    public int RowIndex { get; set; }

    /// <summary><c>$index</c> of the criteria that are being evaluated.</summary>
    public int Index { get; set; }

    /// <summary>Counts the nodes that paths start from: what was found for one is not valid for the next.</summary>
    public long Node { get; private set; }

    public void Begin(JsonElement resource, ElementNames names)
    {
        Resource = new PathNode(resource, NodeFacts.Resource);
        Names = names;
        HasSiblings = JsonMarshal.GetRawUtf8Value(resource).IndexOf("\"_"u8) >= 0;
        RowIndex = 0;
        Index = 0;
        Node++;
    }

    /// <summary>Turns to a node, whose place among its like is given.</summary>
    public void Turn(int index)
    {
        RowIndex = index;
        Node++;
    }

    public ref Shared SharedAt(int slot) => ref _shared[slot];

    public NodeBuffer Rent() => _free.TryPop(out NodeBuffer? buffer) ? buffer : new NodeBuffer();

    public void Return(NodeBuffer buffer)
    {
        buffer.Clear();
        _free.Push(buffer);
    }

    /// <summary>What a shared beginning gave, and for which node.</summary>
    internal struct Shared
    {
        public long Node;
        public Found Found;
        public PathNode Item;
    }
}
