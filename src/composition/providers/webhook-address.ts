/** Where providers deliver notifications. The service knows it only once it listens. */
export class WebhookAddress {
  private listeningUrl = '';

  /** `publicUrl`: the address that a provider outside this machine uses; null when it is where the service listens. */
  constructor(private readonly publicUrl: string | null) {}

  listensAt(url: string): void {
    this.listeningUrl = url;
  }

  /** The address for a provider outside, and the one for a sandbox on this machine; empty before the service listens. */
  get bases(): { readonly publicUrl: string; readonly loopbackUrl: string } {
    const loopbackUrl = this.listeningUrl
      .replace('//0.0.0.0:', '//127.0.0.1:')
      .replace('//[::]:', '//127.0.0.1:');
    return { publicUrl: this.publicUrl ?? this.listeningUrl, loopbackUrl };
  }
}
