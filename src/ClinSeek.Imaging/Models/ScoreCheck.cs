namespace ClinSeek.Imaging.Models;

/// <summary>Brings a model's numbers to 0..1 and lets nothing through that is no score.</summary>
internal static class ScoreCheck
{
    /// <exception cref="ModelUnavailableException">A number is not one, or outside its range.</exception>
    public static void Finish(ModelPackage package, InferenceBuffers buffers)
    {
        if (!AllFinite(buffers.Scores)) throw Bad(package, package.Output.Name, "a value that is not a number");
        if (package.Output.Activation == ModelOutput.Sigmoid) Sigmoid(buffers.Scores);
        int each = buffers.Scores.Length / package.Labels.Count;
        for (int i = 0; i < buffers.Scores.Length; i++)
        {
            if (buffers.Scores[i] is not (>= 0 and <= 1)) throw Bad(package, package.Labels[i / each].Finding, "a score outside 0 to 1; its graph must end in a sigmoid, or model.json name one");
        }

        if (package.Maps is not null && !AllFinite(buffers.Results[1])) throw Bad(package, package.Maps.Name, "a map with values that are not numbers");
    }

    private static void Sigmoid(Span<float> values)
    {
        for (int i = 0; i < values.Length; i++) values[i] = 1 / (1 + MathF.Exp(-values[i]));
    }

    private static bool AllFinite(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value)) return false;
        }

        return true;
    }

    private static ModelUnavailableException Bad(ModelPackage package, string what, string gave) => new(
        ModelProblem.BadOutput, $"model {package.Name} {package.Version} gave {gave} ({what}). Nothing of this run is used; take the package from its source again.");
}
