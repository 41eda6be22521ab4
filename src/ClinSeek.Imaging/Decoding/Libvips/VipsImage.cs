using System.Runtime.InteropServices;

namespace ClinSeek.Imaging.Decoding.Libvips;

/// <summary>One reference to an image of libvips; freed when disposed.</summary>
internal sealed class VipsImage() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        VipsCalls.Unref(handle);
        return true;
    }
}
