namespace ClinSeek.Imaging.Models;

/// <summary>What a model is for.</summary>
public enum ModelKind
{
    /// <summary>Scores findings.</summary>
    Classifier,

    /// <summary>Outlines structures.</summary>
    Segmentation,

    /// <summary>Tells frontal chest films from other pictures; its labels hold <c>Frontal</c>.</summary>
    View,
}
