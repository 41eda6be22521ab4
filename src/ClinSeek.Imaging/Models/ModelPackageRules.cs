namespace ClinSeek.Imaging.Models;

/// <summary>What a model.json must keep to beyond its form.</summary>
internal static class ModelPackageRules
{
    /// <summary>The label that a view model must have.</summary>
    public const string Frontal = "Frontal";

    private const int MostLabels = 1024;

    /// <summary>The first thing that is wrong, as the end of a sentence; null where all is right.</summary>
    public static string? Problem(ModelPackage package)
    {
        if (package.FormatVersion != 1) return $"formatVersion is {package.FormatVersion}, and 1 is understood";
        if (package.File != Path.GetFileName(package.File) || package.Card != Path.GetFileName(package.Card)) return "file and card are plain names in the package's own folder";
        if (package.Sha256.Length != 64) return "sha256 has not 64 digits";
        return InputProblem(package.Input) ?? OutputProblem(package) ?? LabelProblem(package);
    }

    private static string? InputProblem(ModelInput input)
    {
        if (input.Width is < 16 or > 2048 || input.Height is < 16 or > 2048) return "input width and height are 16 to 2048";
        if (input.Channels is not (1 or 3)) return "input channels are 1 or 3";
        if (input.Fit is not (ModelInput.CentreCrop or ModelInput.Stretch)) return "input fit is centre-crop or stretch";
        return input.Normalisation.IsValid ? null : "normalisation is standard-score with an epsilon above 0, or linear with a deviation other than 0";
    }

    private static string? OutputProblem(ModelPackage package)
    {
        if (package.Output.Activation is not (ModelOutput.NoActivation or ModelOutput.Sigmoid)) return "output activation is none or sigmoid";
        if (package.Maps is null) return null;
        if (package.Kind != ModelKind.Classifier) return "only a classifier has maps";
        return package.Maps.Threshold is > 0 and < 1 ? null : "the maps' threshold is not between 0 and 1";
    }

    private static string? LabelProblem(ModelPackage package)
    {
        IReadOnlyList<ModelLabel> labels = package.Labels;
        if (labels.Count is 0 or > MostLabels || labels.DistinctBy(static label => label.Finding).Count() != labels.Count) return "labels are missing or named twice";
        if (labels.Any(static label => string.IsNullOrWhiteSpace(label.Finding))) return "a label has no name";
        if (labels.FirstOrDefault(static label => label.OperatingPoint is not (null or (> 0 and < 1))) is { } odd) return $"the operating point of {odd.Finding} is not between 0 and 1";
        if (package.Kind != ModelKind.Classifier && labels.Any(static label => label.OperatingPoint is null)) return "an operating point is missing, which only a classifier may leave out";
        return package.Kind == ModelKind.View && labels.All(static label => label.Finding != Frontal) ? "a view model has a label Frontal" : null;
    }
}
