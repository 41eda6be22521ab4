using Microsoft.ML.OnnxRuntime;

namespace ClinSeek.Imaging.Models;

/// <summary>Opens a package's graph and holds it against its model.json, so that a wrong one is refused before the first film.</summary>
internal static class GraphCheck
{
    private const long LargestPlane = 4096L * 4096;

    /// <summary>The session, and the shape of each output that is read: scores or masks, then maps.</summary>
    /// <exception cref="ModelUnavailableException">The native library is missing, or the graph is not what model.json says.</exception>
    public static (InferenceSession Session, IReadOnlyList<long[]> Outputs) Open(ModelPackage package)
    {
        InferenceSession session = Load(package);
        try
        {
            return (session, Shapes(session, package));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static InferenceSession Load(ModelPackage package)
    {
        try
        {
            using var options = new SessionOptions
            {
                // Calls run side by side, so one thread each. The arena stays on: with one input shape it settles at once, while
                // without it resident memory was measured to wander upwards by half (malloc's own fragmentation).
                IntraOpNumThreads = 1,
                InterOpNumThreads = 1,
                EnableCpuMemArena = true,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            return new InferenceSession(package.Model.ToArray(), options);
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new ModelUnavailableException(ModelProblem.NoRuntime, "the native library of ONNX Runtime (libonnxruntime.so) cannot be loaded. Build the project again so that it is copied beside the program; Linux on x64 is what it is built for.", exception);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelUnavailableException(ModelProblem.CorruptGraph, $"ONNX Runtime refuses model {package.Name} {package.Version}: its graph is damaged or newer than the runtime. Take the package from its source again, or export it with opset 17 or lower.", exception);
        }
    }

    private static long[][] Shapes(InferenceSession session, ModelPackage package)
    {
        long labels = package.Labels.Count;
        Input(session, package);
        long[] output = package.Kind == ModelKind.Segmentation
            ? Plane(session, package, package.Output.Name)
            : Shape(session, package, package.Output.Name, [1, labels], "the output has another number of scores than there are labels");
        return package.Maps is null ? [output] : [output, Plane(session, package, package.Maps.Name)];
    }

    private static void Input(InferenceSession session, ModelPackage package)
    {
        if (!session.InputMetadata.TryGetValue(package.Input.Name, out NodeMetadata? input)) throw Unfit(package, $"it has no input {package.Input.Name}");
        if (session.InputMetadata.Count > 1) throw Unfit(package, $"it has {session.InputMetadata.Count} inputs, and a film is one");
        if (input.ElementType != typeof(float) || !Fits(input.Dimensions, [1, package.Input.Channels, package.Input.Height, package.Input.Width]))
        {
            throw Unfit(package, "the input's shape is another");
        }
    }

    private static long[] Plane(InferenceSession session, ModelPackage package, string name)
    {
        long[] shape = Shape(session, package, name, [1, package.Labels.Count, -1, -1], $"{name} is not one plane a label");
        return shape is [_, _, > 0 and var height, > 0 and var width] && height * width <= LargestPlane
            ? shape
            : throw Unfit(package, $"the height and width of {name} are left open or beyond measure");
    }

    private static long[] Shape(InferenceSession session, ModelPackage package, string name, long[] wanted, string otherwise)
    {
        if (!session.OutputMetadata.TryGetValue(name, out NodeMetadata? output)) throw Unfit(package, $"it has no output {name}");
        if (output.ElementType != typeof(float) || !Fits(output.Dimensions, wanted)) throw Unfit(package, otherwise);
        return [.. output.Dimensions.Zip(wanted, static (has, want) => want < 0 ? has : want)];
    }

    /// <summary>Dimensions that either side leaves open are -1 and fit anything.</summary>
    private static bool Fits(int[] dimensions, long[] wanted) =>
        dimensions.Length == wanted.Length && dimensions.Zip(wanted).All(static pair => pair.First < 0 || pair.Second < 0 || pair.First == pair.Second);

    private static ModelUnavailableException Unfit(ModelPackage package, string problem) => new(
        ModelProblem.WrongShape, $"the graph of model {package.Name} {package.Version} does not fit its {ModelPackage.ManifestName}: {problem}. Take the package from its source again.");
}
