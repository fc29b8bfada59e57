using System.Collections.Immutable;
using RemoteAssist.Grains.Interfaces.Accounts;

namespace RemoteAssist.Grains.Accounts;

/// <summary>An account as it is kept: hashes, never a password or a link.</summary>
[GenerateSerializer, Immutable, Alias("account-state/1")]
internal sealed record AccountState
{
    [Id(0)]
    public string Name { get; init; } = "";

    [Id(1)]
    public AccountRole Role { get; init; }

    /// <summary>As ASP.NET Core's password hasher writes it, with algorithm, rounds and salt; null when there is no such account.</summary>
    [Id(2)]
    public string? PasswordHash { get; init; }

    [Id(3)]
    public ImmutableArray<SignInLink> Links { get; init; } = [];
}

/// <summary>A link that signs in: only its hash.</summary>
[GenerateSerializer, Immutable, Alias("sign-in-link/1")]
internal sealed record SignInLink([property: Id(0)] byte[] Hash, [property: Id(1)] DateTimeOffset Until, [property: Id(2)] bool Once);
