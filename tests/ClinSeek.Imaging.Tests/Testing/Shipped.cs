using ClinSeek.Imaging.Models;

namespace ClinSeek.Imaging.Tests.Testing;

/// <summary>One classifier over the shipped package for all tests, as a process holds it.</summary>
internal static class Shipped
{
    private static readonly Lazy<ChestXrayClassifier> Shared = new(static () => new ChestXrayClassifier(ModelPackage.Load(ModelPackage.ShippedFolder)));

    public static ChestXrayClassifier Classifier => Shared.Value;

    /// <summary>A copy of the package to spoil.</summary>
    public static void CopyTo(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(ModelPackage.ShippedFolder)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }
}
