namespace ClinSeek.Imaging.Decoding;

/// <summary>Why a film could not be read. Stable: the words are part of results that are stored.</summary>
public enum FilmFailureKind
{
    /// <summary>The bytes are not a DICOM Part 10 file.</summary>
    NotDicom,

    /// <summary>The bytes are of no format that is read.</summary>
    UnknownFormat,

    /// <summary>The file ends before what it announces.</summary>
    Truncated,

    /// <summary>The file contradicts itself or the standard in a way that leaves no safe reading.</summary>
    Malformed,

    /// <summary>The transfer syntax, named in the cause, is compressed, deflated or big endian.</summary>
    TransferSyntax,

    /// <summary>The file has no pixels: a report, a presentation state.</summary>
    NoPixels,

    /// <summary>The pixels are not 8 to 16 bit grayscale, or are all the same.</summary>
    UnsupportedPixels,

    /// <summary>The file or the image is larger than the stated limit.</summary>
    TooLarge,

    /// <summary>The file has not the frame that was asked for.</summary>
    NoSuchFrame,

    /// <summary>The native image library cannot be loaded.</summary>
    DecoderUnavailable,

    /// <summary>The archive could not be reached, was too slow or too busy; it may answer later.</summary>
    Unreachable,

    /// <summary>The archive, or a rule of this program, does not permit the exchange.</summary>
    Denied,

    /// <summary>The archive does not hold what was asked for.</summary>
    NotFound,

    /// <summary>The archive cannot give the film in a form that is read.</summary>
    NotAcceptable,

    /// <summary>The archive's answer is not what the standard says.</summary>
    BadAnswer,

    /// <summary>A sound film that this model was not made for: another modality or size.</summary>
    OutsideModel,

    /// <summary>A chest from the side, by its header or by what is on it.</summary>
    LateralView,

    /// <summary>Another part of the body, a film the wrong way round, or no radiograph at all, by its header or by what is on it.</summary>
    NotAChest,
}
