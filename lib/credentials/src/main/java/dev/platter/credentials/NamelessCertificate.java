// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.credentials;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Principal;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** A certificate without a subject: see {@link NamelessCertificates}. */
final class NamelessCertificate extends X509Certificate {
    private static final X500Principal NOBODY = new X500Principal("");

    /** The certificate as its authority has signed it. */
    private final byte[] issued;

    /** The same with a subject, which the JDK has parsed; its signature does not match. */
    private final X509Certificate named;

    /** What this object says its encoding is. */
    private final byte[] encoded;

    NamelessCertificate(byte[] issued, X509Certificate named) {
        this(issued, named, issued);
    }

    private NamelessCertificate(byte[] issued, X509Certificate named, byte[] encoded) {
        this.issued = issued;
        this.named = named;
        this.encoded = encoded;
    }

    /**
     * This certificate for the JDK's verification, which parses the encoding again for what it cannot ask the object. It
     * verifies the signature by {@link #verify}, so over what the authority has signed.
     */
    X509Certificate forVerification() throws CertificateEncodingException {
        return new NamelessCertificate(issued, named, named.getEncoded());
    }

    // ---- What the authority has signed ----

    @Override
    public byte[] getEncoded() {
        return encoded.clone();
    }

    @Override
    public byte[] getTBSCertificate() {
        return NamelessEncoding.signedPart(issued);
    }

    @Override
    public void verify(PublicKey key)
            throws CertificateException, NoSuchAlgorithmException, InvalidKeyException, NoSuchProviderException,
                    SignatureException {
        verify(key, Signature.getInstance(getSigAlgName()));
    }

    @Override
    public void verify(PublicKey key, @Nullable String provider)
            throws CertificateException, NoSuchAlgorithmException, InvalidKeyException, NoSuchProviderException,
                    SignatureException {
        // The JDK's verification passes null, and means any provider.
        verify(
                key,
                provider == null || provider.isEmpty()
                        ? Signature.getInstance(getSigAlgName())
                        : Signature.getInstance(getSigAlgName(), provider));
    }

    private void verify(PublicKey key, Signature signature)
            throws InvalidKeyException, NoSuchAlgorithmException, SignatureException {
        try {
            SignatureParameters.set(signature, getSigAlgName(), getSigAlgParams());
        } catch (GeneralSecurityException e) {
            throw new SignatureException("the parameters of " + getSigAlgName() + " cannot be used", e);
        }
        signature.initVerify(key);
        signature.update(getTBSCertificate());
        if (!signature.verify(getSignature())) {
            throw new SignatureException("the signature does not match");
        }
    }

    @Override
    @SuppressWarnings("deprecation")
    public Principal getSubjectDN() {
        return NOBODY;
    }

    @Override
    public X500Principal getSubjectX500Principal() {
        return NOBODY;
    }

    @Override
    public String toString() {
        return "a certificate without a subject, serial number " + getSerialNumber() + " of "
                + getIssuerX500Principal();
    }

    // ---- What is the same in both ----

    @Override
    public void checkValidity() throws CertificateExpiredException, CertificateNotYetValidException {
        named.checkValidity();
    }

    @Override
    public void checkValidity(Date date) throws CertificateExpiredException, CertificateNotYetValidException {
        named.checkValidity(date);
    }

    @Override
    public int getVersion() {
        return named.getVersion();
    }

    @Override
    public BigInteger getSerialNumber() {
        return named.getSerialNumber();
    }

    @Override
    @SuppressWarnings("deprecation")
    public Principal getIssuerDN() {
        return named.getIssuerDN();
    }

    @Override
    public X500Principal getIssuerX500Principal() {
        return named.getIssuerX500Principal();
    }

    @Override
    public Date getNotBefore() {
        return named.getNotBefore();
    }

    @Override
    public Date getNotAfter() {
        return named.getNotAfter();
    }

    @Override
    public byte[] getSignature() {
        return named.getSignature();
    }

    @Override
    public String getSigAlgName() {
        return named.getSigAlgName();
    }

    @Override
    public String getSigAlgOID() {
        return named.getSigAlgOID();
    }

    @Override
    public byte @Nullable [] getSigAlgParams() {
        return named.getSigAlgParams();
    }

    @Override
    public boolean @Nullable [] getIssuerUniqueID() {
        return named.getIssuerUniqueID();
    }

    @Override
    public boolean @Nullable [] getSubjectUniqueID() {
        return named.getSubjectUniqueID();
    }

    @Override
    public boolean @Nullable [] getKeyUsage() {
        return named.getKeyUsage();
    }

    @Override
    public @Nullable List<String> getExtendedKeyUsage() throws CertificateParsingException {
        return named.getExtendedKeyUsage();
    }

    @Override
    public int getBasicConstraints() {
        return named.getBasicConstraints();
    }

    @Override
    public @Nullable Collection<List<?>> getSubjectAlternativeNames() throws CertificateParsingException {
        return named.getSubjectAlternativeNames();
    }

    @Override
    public @Nullable Collection<List<?>> getIssuerAlternativeNames() throws CertificateParsingException {
        return named.getIssuerAlternativeNames();
    }

    @Override
    public PublicKey getPublicKey() {
        return named.getPublicKey();
    }

    @Override
    public boolean hasUnsupportedCriticalExtension() {
        return named.hasUnsupportedCriticalExtension();
    }

    @Override
    public @Nullable Set<String> getCriticalExtensionOIDs() {
        return named.getCriticalExtensionOIDs();
    }

    @Override
    public @Nullable Set<String> getNonCriticalExtensionOIDs() {
        return named.getNonCriticalExtensionOIDs();
    }

    @Override
    public byte @Nullable [] getExtensionValue(String oid) {
        return named.getExtensionValue(oid);
    }
}
