namespace ClinSeek.Imaging.Tests.Testing.Onnx;

/// <summary>
/// Networks of the shapes that torchxrayvision exports, with seeded random weights: what they say means nothing, how they are
/// fed and how long they take is the real thing.
/// </summary>
internal static class RandomNetworks
{
    /// <summary>DenseNet-121 for one grey channel, ending in a sigmoid; with <paramref name="maps"/> its class-activation maps too.</summary>
    public static byte[] DenseNet121(int labels, int side = 224, bool maps = false, int seed = 1)
    {
        var net = new Layers(seed);
        net.Graph.Input("film", -1, 1, side, side);
        string x = net.Conv("film", 1, 64, 7, 2, relu: true);
        x = net.Graph.Node("MaxPool", [x], null, ("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 2, 2 }), ("pads", new long[] { 1, 1, 1, 1 }));
        int channels = 64;
        foreach ((int block, int depth) in new[] { 6, 12, 24, 16 }.Index())
        {
            for (int layer = 0; layer < depth; layer++)
            {
                string narrow = net.Conv(net.NormRelu(x, channels), channels, 128, 1, 1, relu: true);
                x = net.Graph.Node("Concat", [x, net.Conv(narrow, 128, 32, 3, 1)], null, ("axis", 1));
                channels += 32;
            }

            if (block == 3) break;
            x = net.Conv(net.NormRelu(x, channels), channels, channels / 2, 1, 1);
            x = net.Graph.Node("AveragePool", [x], null, ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }));
            channels /= 2;
        }

        string features = net.NormRelu(x, channels);
        string pooled = net.Graph.Node("Flatten", [net.Graph.Node("GlobalAveragePool", [features])]);
        float[] weights = net.Random(channels * labels, MathF.Sqrt(1f / channels));
        string logits = net.Graph.Node("Gemm", [pooled, net.Graph.Constant("head", weights, labels, channels)], null, ("transB", 1));
        net.Graph.Node("Sigmoid", [logits], "scores");
        net.Graph.Output("scores", -1, labels);
        if (maps)
        {
            net.Graph.Node("Conv", [features, net.Graph.Constant("head", weights, labels, channels, 1, 1)], "maps", ("kernel_shape", new long[] { 1, 1 }));
            net.Graph.Output("maps", -1, labels, side / 32, side / 32);
        }

        return net.Graph.Build();
    }

    /// <summary>A pyramid pooling network that gives logits in the size of its input, as the PSPNet does.</summary>
    public static byte[] PspNet(int labels, int side = 512, int seed = 2)
    {
        var net = new Layers(seed);
        net.Graph.Input("film", -1, 1, side, side);
        string x = net.Conv(net.Conv("film", 1, 16, 7, 4, relu: true), 16, 32, 3, 2, relu: true);
        string whole = net.Conv(net.Graph.Node("GlobalAveragePool", [x]), 32, 8, 1, 1, relu: true);
        string spread = net.Resize(whole, side / 8);
        x = net.Graph.Node("Concat", [x, spread], null, ("axis", 1));
        net.Resize(net.Conv(x, 40, labels, 3, 1), 8, "masks", "linear");
        net.Graph.Output("masks", -1, labels, side, side);
        return net.Graph.Build();
    }

    private sealed class Layers(int seed)
    {
        private readonly Random _random = new(seed);

        public OnnxGraph Graph { get; } = new();

        public float[] Random(int count, float deviation)
        {
            var values = new float[count];
            for (int i = 0; i < count; i++)
            {
                double radius = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()));
                values[i] = deviation * (float)(radius * Math.Cos(2 * Math.PI * _random.NextDouble()));
            }

            return values;
        }

        public string Conv(string input, int from, int to, int kernel, int stride, bool relu = false)
        {
            long pad = kernel / 2;
            string weights = Graph.Constant("weights", Random(to * from * kernel * kernel, MathF.Sqrt(2f / (from * kernel * kernel))), to, from, kernel, kernel);
            string convolved = Graph.Node(
                "Conv", [input, weights, Graph.Constant("bias", new float[to], to)], null,
                ("kernel_shape", new long[] { kernel, kernel }), ("strides", new long[] { stride, stride }), ("pads", new[] { pad, pad, pad, pad }));
            return relu ? Graph.Node("Relu", [convolved]) : convolved;
        }

        public string NormRelu(string input, int channels)
        {
            float[] ones = [.. Enumerable.Repeat(1f, channels)];
            string scale = Graph.Constant("scale", ones, channels);
            string zero = Graph.Constant("zero", new float[channels], channels);
            return Graph.Node("Relu", [Graph.Node("BatchNormalization", [input, scale, zero, zero, Graph.Constant("variance", ones, channels)])]);
        }

        public string Resize(string input, int times, string? output = null, string mode = "nearest") => Graph.Node(
            "Resize", [input, string.Empty, Graph.Constant("scales", [1, 1, times, times], 4)], output,
            ("mode", mode), ("coordinate_transformation_mode", mode == "linear" ? "half_pixel" : "asymmetric"));
    }
}
