using System.Runtime.InteropServices;

namespace ClinSeek.Imaging.Tests.Testing.Onnx;

/// <summary>Builds small ONNX files (opset 13) without any framework: nodes in order, initialisers, named inputs and outputs.</summary>
internal sealed class OnnxGraph
{
    private const int FloatTensor = 1;
    private const int LongTensor = 7;

    private readonly ProtoWriter _graph = new();
    private int _names;

    /// <summary>A tensor name of its own.</summary>
    public string Name(string stem) => $"{stem}_{_names++}";

    /// <summary>An input of floats; -1 is left open.</summary>
    public OnnxGraph Input(string name, params long[] shape)
    {
        _graph.Message(11, Value(name, shape));
        return this;
    }

    /// <summary>An output of floats; -1 is left open.</summary>
    public OnnxGraph Output(string name, params long[] shape)
    {
        _graph.Message(12, Value(name, shape));
        return this;
    }

    /// <summary>A constant of floats, and its name.</summary>
    public string Constant(string stem, float[] values, params long[] shape) => Tensor(stem, MemoryMarshal.AsBytes(values.AsSpan()), FloatTensor, shape);

    /// <summary>A constant of whole numbers, and its name.</summary>
    public string Constant(string stem, long[] values) => Tensor(stem, MemoryMarshal.AsBytes(values.AsSpan()), LongTensor, [values.Length]);

    /// <summary>A node with one output, and that output's name. Attributes are long, long[], float or string.</summary>
    public string Node(string operation, string[] inputs, string? output = null, params (string Name, object Value)[] attributes)
    {
        output ??= Name(operation);
        var node = new ProtoWriter();
        foreach (string input in inputs) node.Text(1, input);
        node.Text(2, output).Text(4, operation);
        foreach ((string name, object value) in attributes) node.Message(5, Attribute(name, value));
        _graph.Message(1, node);
        return output;
    }

    /// <summary>The file.</summary>
    public byte[] Build() => new ProtoWriter()
        .Number(1, 8)
        .Message(7, _graph.Text(2, "graph"))
        .Message(8, new ProtoWriter().Text(1, string.Empty).Number(2, 13))
        .ToArray();

    private string Tensor(string stem, ReadOnlySpan<byte> values, int type, long[] shape)
    {
        string name = Name(stem);
        var tensor = new ProtoWriter();
        foreach (long dimension in shape) tensor.Number(1, dimension);
        _graph.Message(5, tensor.Number(2, type).Text(8, name).Bytes(9, values));
        return name;
    }

    private static ProtoWriter Attribute(string name, object value)
    {
        ProtoWriter attribute = new ProtoWriter().Text(1, name);
        switch (value)
        {
            case float number:
                return attribute.Single(2, number).Number(20, 1);
            case string text:
                return attribute.Text(4, text).Number(20, 3);
            case long[] many:
                foreach (long one in many) attribute.Number(8, one);
                return attribute.Number(20, 7);
            default:
                return attribute.Number(3, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)).Number(20, 2);
        }
    }

    private static ProtoWriter Value(string name, long[] shape)
    {
        var dimensions = new ProtoWriter();
        foreach ((int index, long dimension) in shape.Index())
        {
            dimensions.Message(1, dimension < 0 ? new ProtoWriter().Text(2, $"{name}{index}") : new ProtoWriter().Number(1, dimension));
        }

        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, new ProtoWriter().Number(1, FloatTensor).Message(2, dimensions)));
    }
}
