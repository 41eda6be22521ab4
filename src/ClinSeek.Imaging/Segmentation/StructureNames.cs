namespace ClinSeek.Imaging.Segmentation;

/// <summary>Names of structures that something is computed from; a model's labels must spell them so.</summary>
internal static class StructureNames
{
    public const string Heart = "Heart";
    public const string LeftLung = "Left Lung";
    public const string RightLung = "Right Lung";
}
