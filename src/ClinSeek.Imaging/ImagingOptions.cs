using ClinSeek.Imaging.Models;

namespace ClinSeek.Imaging;

/// <summary>Which models read films, section <c>Imaging</c> of the configuration. A folder that is not set is the shipped package's.</summary>
public sealed class ImagingOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Imaging";

    /// <summary>The value of <see cref="View"/> that looks at no picture.</summary>
    public const string Off = "off";

    /// <summary>The folder of the classifier's package.</summary>
    public string? Classifier { get; set; }

    /// <summary>The folder of the segmentation's package.</summary>
    public string? Segmentation { get; set; }

    /// <summary>The folder of the package that tells frontal chest films from other pictures; <c>off</c> leaves that to the header.</summary>
    public string? View { get; set; }

    /// <summary>The folders that are used, each with the kind of model that it must hold.</summary>
    public IEnumerable<(string Folder, ModelKind Kind)> Folders()
    {
        yield return (Classifier ?? ModelPackage.ShippedFolder, ModelKind.Classifier);
        yield return (Segmentation ?? ModelPackage.Shipped("phantom-segmentation"), ModelKind.Segmentation);
        if (View != Off) yield return (View ?? ModelPackage.Shipped("phantom-view"), ModelKind.View);
    }
}
