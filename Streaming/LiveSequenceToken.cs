using System.Globalization;
using Orleans.Streams;

namespace RemoteAssist.Streaming;

/// <summary>
/// An item's place among its publisher's items. <see cref="SequenceNumber"/> grows by one an item, so that who sees 7 after 5 knows
/// that one is missing. Items of different publishers have no order; tokens compare by publisher first.
/// </summary>
[GenerateSerializer, Immutable, Alias("live-token/1")]
public sealed class LiveSequenceToken : StreamSequenceToken
{
    /// <summary>Makes the token of a publisher's item.</summary>
    /// <param name="publisher">The publisher's random number.</param>
    /// <param name="sequenceNumber">1 for a publisher's first item.</param>
    public LiveSequenceToken(long publisher, long sequenceNumber)
    {
        Publisher = publisher;
        SequenceNumber = sequenceNumber;
    }

    /// <summary>The publisher: a random number, one a process and stream.</summary>
    [Id(0)]
    public long Publisher { get; private set; }

    /// <summary>1 for a publisher's first item, one more for each that follows.</summary>
    [Id(1)]
    public override long SequenceNumber { get; protected set; }

    /// <summary>Always 0: every item has a sequence number of its own.</summary>
    public override int EventIndex { get => 0; protected set => _ = value; }

    /// <inheritdoc/>
    public override bool Equals(StreamSequenceToken? other)
        => other is LiveSequenceToken token && token.Publisher == Publisher && token.SequenceNumber == SequenceNumber;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StreamSequenceToken);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Publisher, SequenceNumber);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The other token is of another provider's kind.</exception>
    public override int CompareTo(StreamSequenceToken? other)
    {
        if (other is null) return 1;
        if (other is not LiveSequenceToken token) throw new ArgumentOutOfRangeException(nameof(other), other, "Only tokens of live streams can be compared with each other.");
        var publishers = Publisher.CompareTo(token.Publisher);
        return publishers != 0 ? publishers : SequenceNumber.CompareTo(token.SequenceNumber);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Publisher:x16}:{SequenceNumber}");
}
