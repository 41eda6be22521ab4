using ClinSeek.Imaging.Classification;
using ClinSeek.Imaging.Gates;
using ClinSeek.Imaging.Grounding;
using ClinSeek.Imaging.Models;
using ClinSeek.Imaging.Segmentation;

namespace ClinSeek.Imaging;

/// <summary>
/// The models of a process: each opened at its first use and shared by every call. Thread-safe. Dispose it after the last call
/// has returned.
/// </summary>
public sealed class ImageModels : IDisposable
{
    private readonly SharedSession _classifier;
    private readonly SharedSession _segmentation;
    private readonly SharedSession? _view;

    /// <summary>Opens nothing yet.</summary>
    public ImageModels(ImagingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Dictionary<ModelKind, SharedSession> sessions = options.Folders().ToDictionary(static place => place.Kind, static place => new SharedSession(place.Folder, place.Kind));
        (_classifier, _segmentation, _view) = (sessions[ModelKind.Classifier], sessions[ModelKind.Segmentation], sessions.GetValueOrDefault(ModelKind.View));
    }

    /// <summary>Scores findings.</summary>
    /// <exception cref="ModelUnavailableException">A package or the native library cannot be used.</exception>
    public ChestXrayClassifier Classifier => new(_classifier.Get(), View);

    /// <summary>Finds the places of findings.</summary>
    /// <exception cref="ModelUnavailableException">A package or the native library cannot be used.</exception>
    public FindingLocator Locator => new(_classifier.Get(), View);

    /// <summary>Outlines structures.</summary>
    /// <exception cref="ModelUnavailableException">A package or the native library cannot be used.</exception>
    public ChestXraySegmenter Segmenter => new(_segmentation.Get(), View);

    private ViewGate? View => _view is null ? null : new ViewGate(_view.Get());

    /// <inheritdoc/>
    public void Dispose()
    {
        _classifier.Dispose();
        _segmentation.Dispose();
        _view?.Dispose();
    }
}
