using System.Runtime.InteropServices;
using System.Text.Json;

namespace ClinSeek.Ehr.SqlOnFhir.Paths;

/// <summary>What the paths of one resource share while it is evaluated. Not thread-safe; used again for the next resource.</summary>
internal sealed class Evaluation(ViewOptions options, Func<string, string?>? resolve)
{
    private readonly Stack<NodeBuffer> _free = new();

    public ViewOptions Options { get; } = options;

    /// <summary>The keys of references; absolute and urn ones from whoever knows the other resources.</summary>
    public ReferenceKeys Keys { get; } = new(options, resolve);

    public PathNode Resource { get; private set; }

    /// <summary>Whether any primitive may have extensions: most resources have none, and are spared the second look-up.</summary>
    public bool HasSiblings { get; private set; }

    /// <summary><c>%rowIndex</c>.</summary>
    public int RowIndex { get; set; }

    /// <summary><c>$index</c> of the criteria that are being evaluated.</summary>
    public int Index { get; set; }

    public void Begin(JsonElement resource)
    {
        Resource = new PathNode(resource);
        HasSiblings = JsonMarshal.GetRawUtf8Value(resource).IndexOf("\"_"u8) >= 0;
        RowIndex = 0;
        Index = 0;
    }

    public NodeBuffer Rent() => _free.TryPop(out NodeBuffer? buffer) ? buffer : new NodeBuffer();

    public void Return(NodeBuffer buffer)
    {
        buffer.Clear();
        _free.Push(buffer);
    }
}
