using System.Diagnostics.CodeAnalysis;

namespace ClinSeek.Imaging.Decoding;

/// <summary>A value, or the reason why there is none.</summary>
public sealed class FilmResult<T>
    where T : class
{
    private FilmResult(T? value, FilmFailure? failure) => (Value, Failure) = (value, failure);

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Value is not null;

    /// <summary>The value, or null.</summary>
    public T? Value { get; }

    /// <summary>The reason, or null.</summary>
    public FilmFailure? Failure { get; }

    /// <summary>For interfaces, which have no conversions.</summary>
    internal static FilmResult<T> Of(T value) => new(value, null);

    public static implicit operator FilmResult<T>(T value) => new(value, null);

    public static implicit operator FilmResult<T>(FilmFailure failure) => new(null, failure);
}
