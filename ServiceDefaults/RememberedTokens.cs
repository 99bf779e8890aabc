using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace StudentUnion.ServiceDefaults;

/// <summary>
/// Validates a token once and remembers the verdict until the token expires, under the token's hash. A signature check costs more than all else a busy
/// request does here; a signed token cannot change its meaning meanwhile.
/// </summary>
public static class RememberedTokens
{
    public static IServiceCollection RememberCallerTokens(this IServiceCollection services) => services
        .AddSingleton<TokenMemory>()
        .AddTransient<RememberingBearer>()
        .Configure<AuthenticationOptions>(options => options.SchemeMap[JwtBearerDefaults.AuthenticationScheme].HandlerType = typeof(RememberingBearer));

    private sealed class RememberingBearer(IOptionsMonitor<JwtBearerOptions> options, ILoggerFactory log, UrlEncoder encoder, TokenMemory memory)
        : JwtBearerHandler(options, log, encoder)
    {
        private const string Prefix = "Bearer ";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                return base.HandleAuthenticateAsync();

            var token = TokenMemory.HashOf(header.AsSpan(Prefix.Length));
            return memory.Find(token, TimeProvider.GetUtcNow()) is { } known ? known : Validate(token);
        }

        private async Task<AuthenticateResult> Validate(TokenMemory.Hash token)
        {
            var result = await base.HandleAuthenticateAsync();
            if (result is { Succeeded: true, Properties.ExpiresUtc: { } expires }) memory.Keep(token, result, expires);
            return result;
        }
    }

    private sealed class TokenMemory
    {
        // About 60 MB at worst; where more callers than that come within ten minutes, some are validated again.
        private const int Room = 20_000;

        private readonly ConcurrentDictionary<Hash, (DateTimeOffset Expires, Task<AuthenticateResult> Result)> _known = new();
        private int _kept;

        public static Hash HashOf(ReadOnlySpan<char> token)
        {
            Span<UInt128> hash = stackalloc UInt128[2];
            SHA256.HashData(MemoryMarshal.AsBytes(token), MemoryMarshal.AsBytes(hash));
            return new(hash[0], hash[1]);
        }

        public Task<AuthenticateResult>? Find(Hash token, DateTimeOffset now) =>
            _known.TryGetValue(token, out var known) && now < known.Expires ? known.Result : null;

        public void Keep(Hash token, AuthenticateResult result, DateTimeOffset expires)
        {
            if (Interlocked.Increment(ref _kept) > Room)
            {
                _known.Clear();
                Interlocked.Exchange(ref _kept, 1);
            }

            _known[token] = (expires, Task.FromResult(result));
        }

        public readonly record struct Hash(UInt128 First, UInt128 Second);
    }
}
