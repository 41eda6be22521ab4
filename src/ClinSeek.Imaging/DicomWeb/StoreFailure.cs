namespace ClinSeek.Imaging.DicomWeb;

/// <summary>An instance that an archive refused.</summary>
/// <param name="InstanceUid">Its SOP instance UID; null where the archive could not read one.</param>
/// <param name="Reason">(0008,1197).</param>
/// <param name="Cause">What that means.</param>
public sealed record StoreFailure(string? InstanceUid, int Reason, string Cause)
{
    /// <summary>The code for an instance that the archive holds already.</summary>
    internal const int Duplicate = 45070;

    internal static string Meaning(int reason) => reason switch
    {
        272 => "the archive failed while it processed the instance",
        290 => "the archive does not keep this kind of object",
        43264 or 43265 => "the instance is not valid",
        42752 => "the archive is out of room",
        49152 => "the archive cannot understand the instance",
        Duplicate => "the archive holds the instance already",
        45071 => "the archive is storing the same instance at this moment",
        _ => "the archive gives a reason that is not known",
    };
}
