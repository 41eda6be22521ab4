using ClinSeek.Imaging.Classification;
using ClinSeek.Imaging.Models;
using ClinSeek.Imaging.Segmentation;

namespace ClinSeek.Imaging.Tests.Testing;

/// <summary>The shipped models for all tests, as a process holds them.</summary>
internal static class Shipped
{
    public static readonly ImageModels Models = new(new ImagingOptions());

    private static readonly Lazy<ModelSession> ClassifierSession = new(static () => new ModelSession(ModelPackage.Load(ModelPackage.ShippedFolder)));

    /// <summary>The classifier's own session, for tests that look inside.</summary>
    public static ModelSession Session => ClassifierSession.Value;

    /// <summary>The classifier without the gate that looks at pictures.</summary>
    public static ChestXrayClassifier Classifier => new(Session);

    public static ChestXraySegmenter Segmenter => Models.Segmenter;

    /// <summary>A copy of the classifier's package to spoil.</summary>
    public static void CopyTo(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(ModelPackage.ShippedFolder)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }
}
